import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconPlayerPlay } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { confirmed } from '@/components/Confirm'
import { Failed } from '@/components/Failed'
import { Counts } from '../activity/Counts'
import { Troubles } from '../activity/Troubles'
import { UndoButton } from '../activity/UndoButton'
import { isOver, isUndoable, useProcess, type Process } from '../process'
import { ProcessStatus } from '../ProcessStatus'
import { Progress } from '../Progress'
import type { ImportDraft } from './draft'

interface Props {
  draft: ImportDraft
  run: string | undefined
  /** The dry run of this very import, if it was made. */
  checked: Process | undefined
  onBegun: (process: string) => void
  onAgain: () => void
}

/** The import itself: how far it is, and what became of it. */
export function RunStep({ draft, run, checked, onBegun, onAgain }: Props) {
  const { t } = useTranslation('flows')
  const asked = useProcess(run)
  const running = useMutation({
    mutationFn: async () => (await post<Process>('/api/imports', draft.wish)).value,
    onSuccess: ({ id }) => onBegun(id),
  })
  const begin = async () => {
    if (checked || (await confirmed({ title: t('run.unchecked'), body: t('run.uncheckedBody'), confirm: t('run.anyway') }))) running.mutate()
  }
  const process = asked.data
  if (process) return <Became process={process} onAgain={onAgain} />
  const count = checked?.metadata.count
  const writes = count && count.created + count.updated + count.deleted
  return (
    <Stack gap="sm" align="flex-start">
      {!!writes && <Text size="sm" c="var(--soft)">{count && count.errors > 0 ? t('run.withErrors', { count: count.errors }) : t('run.clean')}</Text>}
      <Button variant={checked ? 'filled' : 'default'} disabled={writes === 0} leftSection={<IconPlayerPlay size={16} />} loading={running.isPending} onClick={() => void begin()}>
        {writes === undefined ? t('run.do') : writes === 0 ? t('run.nothing') : t('run.doCount', { count: writes })}
      </Button>
      {running.error && <Failed error={running.error} />}
    </Stack>
  )
}

function Became({ process, onAgain }: { process: Process; onAgain: () => void }) {
  const { t } = useTranslation('flows')
  if (!isOver(process)) {
    return (
      <Stack gap="xs">
        <Progress process={process} />
        <Text size="sm" c="var(--soft)">{t('run.goesOn')}</Text>
      </Stack>
    )
  }
  return (
    <Stack gap="md">
      <Group gap="sm">
        <ProcessStatus process={process} />
        <Button component={Link} to={`/flows/activity/${process.id}`} variant="subtle" size="compact-sm">{t('run.activity')}</Button>
      </Group>
      {process.trouble && <Alert color="red" title={t('run.failed')}>{process.trouble}</Alert>}
      <Counts process={process} />
      <Troubles process={process} />
      <Group gap="xs">
        <Button onClick={onAgain}>{t('run.next')}</Button>
        {isUndoable(process) && <UndoButton process={process} />}
      </Group>
    </Stack>
  )
}
