import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconAlertTriangle, IconFlask } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { Failed } from '@/components/Failed'
import { Changes } from '../activity/Changes'
import { Counts } from '../activity/Counts'
import { Troubles } from '../activity/Troubles'
import { isOver, useProcess, type Process } from '../process'
import { ProcessStatus } from '../ProcessStatus'
import { Progress } from '../Progress'
import type { ImportDraft } from './draft'

interface Props {
  draft: ImportDraft
  /** The dry run that was made. */
  check: string | undefined
  isFixed: boolean
  onBegun: (process: string) => void
}

/** The import as it would go, without anything being written. */
export function CheckStep({ draft, check, isFixed, onBegun }: Props) {
  const { t } = useTranslation('flows')
  const checked = useProcess(check)
  const checking = useMutation({
    mutationFn: async () => (await post<Process>('/api/imports', { ...draft.wish, dryRun: true })).value,
    onSuccess: ({ id }) => {
      draft.markChecked()
      onBegun(id)
    },
  })
  const process = checked.data
  const isUnderWay = process && !isOver(process)
  const isStale = !!process && !draft.isChecked && !isFixed
  return (
    <Stack gap="sm">
      {!process && <Text size="sm" c="var(--soft)">{t('check.about')}</Text>}
      {isStale && <Alert color="yellow" icon={<IconAlertTriangle size={18} />} py={8}>{t('check.stale')}</Alert>}
      {!isFixed && !isUnderWay && (
        <Group>
          <Button variant={process && !isStale ? 'default' : 'filled'} leftSection={<IconFlask size={16} />} loading={checking.isPending} onClick={() => checking.mutate()}>
            {t(process ? 'check.again' : 'check.do')}
          </Button>
        </Group>
      )}
      {checking.error && <Failed error={checking.error} />}
      {checked.error && <Failed error={checked.error} onRetry={() => void checked.refetch()} />}
      {isUnderWay && <Progress process={process} />}
      {process && isOver(process) && <Found process={process} />}
    </Stack>
  )
}

function Found({ process }: { process: Process }) {
  const { t } = useTranslation('flows')
  return (
    <Stack gap="md">
      {process.trouble && <Alert color="red" title={t('check.failed')}>{process.trouble}</Alert>}
      {process.status !== 'finished' && <Group><ProcessStatus process={process} /></Group>}
      <Counts process={process} />
      <Troubles process={process} />
      {process.metadata.changes && <Changes process={process.id} isOfFile />}
    </Stack>
  )
}
