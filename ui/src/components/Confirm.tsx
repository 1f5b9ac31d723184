import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import i18next from 'i18next'
import type { ReactNode } from 'react'

interface Question {
  title: string
  /** What will happen, with numbers where there are some. */
  body?: ReactNode
  /** The verb on the button. */
  confirm: string
  /** Something is lost for good. */
  isDangerous?: boolean
}

/** Asks before something is done; closing the question is a no. */
export function confirmed({ title, body, confirm, isDangerous = false }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      closeButtonProps: { 'aria-label': i18next.t('close') },
      children: typeof body === 'string' ? <Text size="sm">{body}</Text> : body,
      labels: { confirm, cancel: i18next.t('cancel') },
      confirmProps: { color: isDangerous ? 'red' : undefined },
      // The harmless button has the focus where something may be lost.
      cancelProps: isDangerous ? { 'data-autofocus': true } : undefined,
      onConfirm: () => resolve(true),
      onCancel: () => resolve(false),
      onClose: () => resolve(false),
    })
  })
}
