import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { Failed } from '@/components/Failed'
import { Dialog } from '../Dialog'
import { isOver, pathOf, useProcess, type Process } from '../process'
import { Progress } from '../Progress'
import { Changes } from './Changes'
import { Counts } from './Counts'

/** Takes back what a process did, once it has shown what that means. */
export function UndoButton({ process }: { process: Process }) {
  const { t } = useTranslation('flows')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" leftSection={<IconArrowBackUp size={16} />} onClick={() => setOpen(true)}>{t('undo.do')}</Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t('undo.title')} size="lg">
        <Undoing of={process.id} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function Undoing({ of, onClose }: { of: string; onClose: () => void }) {
  const { t } = useTranslation(['flows', 'frame'])
  const navigate = useNavigate()
  // Asked once for each opening of the question.
  const trial = useQuery({
    queryKey: ['process', of, 'undo'],
    queryFn: async () => (await post<Process>(`${pathOf(of)}/undo`, undefined, { params: { dryRun: 1 } })).value,
    staleTime: Infinity, gcTime: 0, retry: false,
  })
  const process = useProcess(trial.data?.id).data
  const undoing = useMutation({
    mutationFn: async () => (await post<Process>(`${pathOf(of)}/undo`)).value,
    onSuccess: ({ id }) => void navigate({ to: `/flows/activity/${id}` }),
  })
  const count = process?.metadata.count
  const steps = count ? count.created + count.updated + count.deleted : 0
  return (
    <Stack gap="sm">
      <Text size="sm">{t('undo.about')}</Text>
      {trial.error && <Failed error={trial.error} />}
      {!process && !trial.error && <Skeleton height={70} />}
      {process && !isOver(process) && <Progress process={process} />}
      {process && isOver(process) && (
        <>
          <Counts process={process} />
          {count && count.errors > 0 && <Alert color="yellow">{t('undo.stays', { count: count.errors })}</Alert>}
          {process.metadata.changes && steps > 0 && <Changes process={process.id} isOfFile={false} />}
        </>
      )}
      {undoing.error && <Failed error={undoing.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('frame:cancel')}</Button>
        <Button disabled={!process || !isOver(process) || steps === 0} loading={undoing.isPending} onClick={() => undoing.mutate()}>{t('undo.confirm', { count: steps })}</Button>
      </Group>
    </Stack>
  )
}
