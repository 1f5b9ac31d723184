import { Alert, Button, Checkbox, Group, List, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconEraser, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, remove, type Params } from '@/api/client'
import { Failed } from './Failed'
import { said } from './toast'

export interface Effect {
  kind: 'refuses' | 'deletes' | 'clears'
  resource: string
  relation: string
  count: number
  examples: string[]
}

interface Answer {
  isDeletable: boolean
  isForceable: boolean
  /** Why it is refused as things stand. */
  reason?: string | null
  effects: Effect[]
}

interface Props {
  /** The address of what would go, such as `/api/attributes/colour`. */
  path: string
  name: string
  onClose: () => void
  /** Leaves its page, if it has one: until then that is still asked for. */
  onDeleted: () => unknown
  /** Takes the deletion back, where that can be done at once. */
  undo?: () => unknown
  /** What the deletion says beside `force`: that all below goes along, say. */
  params?: Params
}

const MARKS = { refuses: IconBan, deletes: IconTrash, clears: IconEraser }

/** Says what a deletion touches before it is done; the page stays while its words come. */
export const Impact = (props: Props) => <Suspense><Question {...props} /></Suspense>

function Question({ path, name, onClose, onDeleted, undo, params }: Props) {
  const { t } = useTranslation('model')
  const queries = useQueryClient()
  const [isForced, setForced] = useState(false)
  const asked = useQuery({ queryKey: ['impact', path], queryFn: () => get<Answer>(`${path}/impact`), gcTime: 0, staleTime: 0 })
  const answer = asked.data
  const deletion = useMutation({
    mutationFn: () => remove(path, { params: { ...params, ...(answer?.isDeletable ? {} : { force: true, recursive: true }) } }),
    onSuccess: async () => {
      said(t('impact.done', { name }), { undo })
      queries.removeQueries({ queryKey: ['model', 'one'] })
      await onDeleted()
      // What is gone isn't asked for again.
      void queries.invalidateQueries({ predicate: ({ queryKey }) => !queryKey.includes(path) })
    },
  })
  const isAllowed = answer && (answer.isDeletable || (answer.isForceable && isForced))
  return (
    <Modal opened onClose={onClose} title={t('impact.title', { name })} size="md" closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Stack>
        {asked.isPending && <Skeleton height={72} />}
        {asked.error && <Failed error={asked.error} onRetry={() => void asked.refetch()} />}
        {answer && <Told answer={answer} isKept={Boolean(undo)} />}
        {answer && !answer.isDeletable && answer.isForceable && (
          <Checkbox label={t('impact.force')} checked={isForced} onChange={(event) => setForced(event.currentTarget.checked)} />
        )}
        {deletion.error && <Failed error={deletion.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>{t('frame:cancel')}</Button>
          <Button color="red" disabled={!isAllowed} loading={deletion.isPending} onClick={() => deletion.mutate()}>{t('frame:delete')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Told({ answer, isKept }: { answer: Answer; isKept: boolean }) {
  const { t } = useTranslation('model')
  const isFinal = !answer.isDeletable && !answer.isForceable
  return (
    <>
      {answer.effects.length === 0 && !answer.reason && <Text size="sm">{t('impact.none')}</Text>}
      {isFinal && <Alert color="red" icon={<IconBan size={18} />} title={t('impact.refused')}>{answer.reason}</Alert>}
      {!isFinal && answer.reason && <Text size="sm">{answer.reason}</Text>}
      {!isFinal && answer.effects.length > 0 && <Alert color="yellow" icon={<IconAlertTriangle size={18} />}>{t(isKept ? 'impact.warningKept' : 'impact.warning')}</Alert>}
      <Effects effects={answer.effects} />
    </>
  )
}

/** What else is touched, a line each. */
export const Effects = ({ effects }: { effects: Effect[] }) => (
  <List spacing={8} size="sm" center={false} listStyleType="none">
    {effects.map((effect) => <Line key={effect.kind + effect.resource + effect.relation} effect={effect} />)}
  </List>
)

function Line({ effect }: { effect: Effect }) {
  const { t, i18n } = useTranslation('model')
  const Mark = MARKS[effect.kind]
  const shown = new Intl.NumberFormat(i18n.language).format(effect.count)
  const what = t(`impact.resources.${effect.resource}`, { defaultValue: effect.resource, count: effect.count })
  const relation = t(`impact.relations.${effect.relation}`, { defaultValue: effect.relation })
  return (
    <List.Item icon={<Mark size={16} stroke={1.6} aria-hidden />}>
      <Text size="sm" span>{t(`impact.kinds.${effect.kind}`, { shown, what, relation })}</Text>
      {effect.examples.length > 0 && (
        <Text size="xs" c="var(--soft)">{effect.examples.join(' · ')}{effect.count > effect.examples.length && ' …'}</Text>
      )}
    </List.Item>
  )
}
