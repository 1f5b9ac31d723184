import { Alert, Button, List, Menu, ActionIcon, Progress, Stack, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconAlertCircle, IconDots, IconHistory, IconRefreshAlert, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/error'
import { Code } from '@/components/Code'
import { Failed } from '@/components/Failed'
import { History } from '@/components/History'
import { Impact } from '@/components/Impact'
import { SidePanel } from '@/components/SidePanel'
import type { Changing } from './definition'
import { Panel } from './Panel'
import type { Draft } from './useDraft'

interface Props<T> {
  draft: Draft<T>
  /** The collection, such as `/api/attributes`. */
  path: string
  title: string
  back: string
  isWide?: boolean
  /** The id to show, where it isn't the one in addresses. */
  code?: string
  /** It can't be deleted. */
  isLasting?: boolean
  children: ReactNode
}

/** A form around a draft: what went wrong above, saving and throwing away below. */
export function Editor<T extends { id: string } & Changing>({ draft, path, title, back, isWide, code, isLasting, children }: Props<T>) {
  const { t } = useTranslation('model')
  const navigate = useNavigate()
  const [isDeleting, setDeleting] = useState(false)
  const [isPastShown, setPastShown] = useState(false)
  const { value, original, isDirty, isSaving } = draft
  useHotkeys([['mod+S', () => void draft.save()]], [])
  const foot = (isDirty || !original) && (
    <>
      {original && <Text size="sm" c="var(--soft)" mr="auto">{t('unsaved')}</Text>}
      {original && <Button variant="default" onClick={draft.reset} disabled={isSaving}>{t('discard')}</Button>}
      <Button type="submit" form="definition" loading={isSaving}>{t(original ? 'frame:save' : 'make')}</Button>
    </>
  )
  const own = `${path}/${encodeURIComponent(value.id)}`
  const more = original && (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('frame:more')}><IconDots size={18} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => setPastShown(true)}>{t('history')}</Menu.Item>
        {!isLasting && <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setDeleting(true)}>{t('delete')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
  return (
    <Panel title={title} under={original && <Code>{code ?? value.id}</Code>} actions={more} back={back} foot={foot} isWide={isWide}>
      <form
        id="definition"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void draft.save()
        }}
      >
        <Stack>
          {original?.changing && <Following {...original.changing} />}
          {draft.failure && <Refused error={draft.failure} />}
          {children}
        </Stack>
      </form>
      {isPastShown && <SidePanel title={t('historyOf', { name: title })} onClose={() => setPastShown(false)}><History path={own} /></SidePanel>}
      {isDeleting && (
        <Impact path={own} name={title} onClose={() => setDeleting(false)} onDeleted={() => navigate({ to: back })} />
      )}
    </Panel>
  )
}

function Refused({ error }: { error: Error }) {
  const { t } = useTranslation('model')
  if (!(error instanceof ApiError)) return <Failed error={error} />
  if (error.status === 412) {
    return <Alert color="yellow" icon={<IconRefreshAlert size={18} />} title={t('stale.title')}>{t('stale.body')}</Alert>
  }
  if (error.violations.length === 0) return <Failed error={error} />
  const shown = error.violations.slice(0, 4)
  return (
    <Alert color="red" icon={<IconAlertCircle size={18} />} title={t('refused', { count: error.violations.length })} role="alert">
      <List size="sm" listStyleType="none">
        {shown.map((violation) => (
          <List.Item key={violation.propertyPath + violation.message}>{violation.message}</List.Item>
        ))}
        {error.violations.length > shown.length && <List.Item>{t('andMore', { count: error.violations.length - shown.length })}</List.Item>}
      </List>
    </Alert>
  )
}

function Following({ done, total }: { done: number; total: number }) {
  const { t, i18n } = useTranslation('model')
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <Alert color="indigo" title={t('following.title')}>
      <Text size="sm" mb={6}>{t('following.body', { done: number.format(done), total: number.format(total) })}</Text>
      <Progress value={total ? (100 * done) / total : 0} aria-label={t('following.title')} />
    </Alert>
  )
}
