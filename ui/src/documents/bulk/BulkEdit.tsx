import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconPlus } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/error'
import { Failed } from '@/components/Failed'
import { Effects } from '@/components/Impact'
import { said } from '@/components/toast'
import type { Definitions } from '../useDefinitions'
import { followed } from './follow'
import { OperationInput } from './OperationInput'
import { blank, impactOf, isComplete, previewOf, runBulkEdit, type Operation, type Target } from './operations'
import { PreviewTable } from './PreviewTable'
import { Tried } from './Tried'

interface Props {
  target: Target
  count: number
  begun: Operation[]
  definitions: Definitions
  onClose: () => void
  onRun: () => void
}

/** Changes many documents at once: what, then how that would look, then it is done and can be undone. */
export function BulkEdit({ target, count, begun, definitions, onClose, onRun }: Props) {
  const { t, i18n } = useTranslation('documents')
  const { t: frame } = useTranslation()
  const [operations, setOperations] = useState(begun)
  const spoken = (value: number) => value.toLocaleString(i18n.language)
  const only = operations[0]?.op
  const isAlone = only === 'duplicate' || only === 'delete'
  const isDeletion = only === 'delete'
  const isReady = operations.every(isComplete)

  const impact = useQuery({ queryKey: ['impact', target], queryFn: () => impactOf(target), enabled: isDeletion, gcTime: 0 })
  const preview = useMutation({ mutationFn: () => previewOf(target, operations) })
  // Where not all were tried, how many will change isn't known.
  const number = preview.data?.isExact ? preview.data.toChange : preview.data?.count ?? count
  const run = useMutation({
    mutationFn: () => runBulkEdit(target, operations, preview.data?.count ?? count),
    onSuccess: ({ id }) => {
      said(t('bulk.began', { count: number, spoken: spoken(number) }))
      void followed(id, t(isDeletion ? 'bulk.deleted' : 'bulk.done', { count: number, spoken: spoken(number) }), t)
      onRun()
      onClose()
    },
  })
  const change = (next: Operation[]) => {
    setOperations(next)
    preview.reset()
    run.reset()
  }
  const hasMoved = run.error instanceof ApiError && run.error.status === 409

  return (
    <Modal opened onClose={onClose} size={920} title={t(isAlone ? `bulk.title.${only}` : 'bulk.title.edit', { count, spoken: spoken(count) })} closeButtonProps={{ 'aria-label': frame('close') }}>
      <Stack gap="md">
        {isAlone
          ? <Text size="sm">{t(isDeletion ? 'bulk.deleteHint' : 'bulk.duplicateHint')}</Text>
          : (
            <Stack gap="xs">
              {operations.map((operation, index) => (
                <OperationInput
                  key={index}
                  operation={operation}
                  definitions={definitions}
                  onChange={(next) => change(operations.map((one, at) => (at === index ? next : one)))}
                  onRemove={operations.length > 1 ? () => change(operations.filter((_, at) => at !== index)) : undefined}
                />
              ))}
              <Group>
                <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => change([...operations, blank('set')])} disabled={operations.length >= 50}>{t('bulk.another')}</Button>
              </Group>
            </Stack>
          )}
        {impact.error && <Failed error={impact.error} onRetry={() => void impact.refetch()} />}
        {impact.data && <Suspense><Effects effects={impact.data.effects} /></Suspense>}
        {impact.data && (preview.data?.isExact ?? true) && <Tried {...impact.data} />}
        {preview.error && <Failed error={preview.error} />}
        {preview.data && <PreviewTable previewed={preview.data} definitions={definitions} />}
        {hasMoved && <Alert color="yellow">{t('bulk.moved')}</Alert>}
        {run.error && !hasMoved && <Failed error={run.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{frame('cancel')}</Button>
          {preview.data && !hasMoved
            ? (
              <Button color={isDeletion ? 'red' : undefined} onClick={() => run.mutate()} loading={run.isPending} disabled={preview.data.toChange === 0}>
                {t(isAlone ? `bulk.run.${only}` : 'bulk.run.edit', { count: number, spoken: spoken(number) })}
              </Button>
            )
            : <Button onClick={() => { run.reset(); preview.mutate() }} loading={preview.isPending} disabled={!isReady}>{t('bulk.preview')}</Button>}
        </Group>
      </Stack>
    </Modal>
  )
}
