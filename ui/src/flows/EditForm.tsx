import { Button, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/components/Failed'

interface Props {
  error: Error | null
  isSaving: boolean
  onSave: () => void
  /** Nothing: it can't be deleted. */
  onDelete?: () => void
  children: ReactNode
}

/** The fields of one thing, what is wrong with them, and what can be done. */
export function EditForm({ error, isSaving, onSave, onDelete, children }: Props) {
  const { t } = useTranslation()
  return (
    <form onSubmit={(event) => { event.preventDefault(); onSave() }}>
      <Stack gap="md">
        {error && <Failed error={error} />}
        {children}
        <Group justify="space-between">
          {onDelete ? <Button variant="subtle" color="red" onClick={onDelete}>{t('delete')}</Button> : <span />}
          <Button type="submit" loading={isSaving}>{t('save')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
