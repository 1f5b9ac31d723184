import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertCircle, IconCheck } from '@tabler/icons-react'
import i18next from 'i18next'
import { ApiError } from '@/api/error'

interface Ways {
  /** Takes it back; offered for as long as the message stays. */
  undo?: () => unknown
  /** Another way to go on, such as to what was made. */
  then?: { label: string; do: () => unknown }
}

const SHORT = 4_000
const LONG = 10_000

/** Says in a corner that something was done. */
export function said(message: string, { undo, then }: Ways = {}): void {
  const way = undo ? { label: i18next.t('undo'), do: undo } : then
  const id = notifications.show({
    message: way ? <Offered message={message} label={way.label} onClick={() => void went(id, way.do)} /> : message,
    icon: <IconCheck size={16} />,
    color: 'teal',
    autoClose: way ? LONG : SHORT,
    closeButtonProps: { 'aria-label': i18next.t('close') },
  })
}

/** Says in a corner what could not be done; for what has no place of its own on the page. */
export function failedToast(error: unknown): void {
  const told = error instanceof ApiError ? error : null
  const lines = told?.violations.map(({ propertyPath, message }) => `${propertyPath}: ${message}`) ?? []
  notifications.show({
    title: i18next.t('failed.title'),
    message: (
      <>
        <Text size="sm" c="var(--mantine-color-text)">{lines.length ? lines.join('\n') : error instanceof Error ? error.message : String(error)}</Text>
        {told?.requestId && <Text size="xs" c="var(--soft)" ff="monospace">{i18next.t('failed.request', { id: told.requestId })}</Text>}
      </>
    ),
    icon: <IconAlertCircle size={16} />,
    color: 'red',
    autoClose: LONG,
    closeButtonProps: { 'aria-label': i18next.t('close') },
  })
}

function Offered({ message, label, onClick }: { message: string; label: string; onClick: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <span>{message}</span>
      <Button size="compact-sm" variant="light" onClick={onClick}>{label}</Button>
    </Group>
  )
}

async function went(id: string, way: () => unknown): Promise<void> {
  notifications.hide(id)
  try {
    await way()
  } catch (error) {
    failedToast(error)
  }
}
