import { Alert, Button, Group, Modal, Progress, Select, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/components/Failed'
import { useLabel } from '@/layout/DataLocale'
import { useThe, type PredefinedValue } from '../definition'
import { merging, useMerge } from './useMerge'
import { useValues } from './useValues'

interface Props {
  value: PredefinedValue
  /** How many objects hold it. */
  count: number
  onClose: () => void
  onMerged: (into: string) => void
}

const OFFERED = 50

/** Puts another value in the place of one, everywhere, and then deletes it. */
export function MergeValue({ value, count, onClose, onMerged }: Props) {
  const { t, i18n } = useTranslation('model')
  const label = useLabel()
  const [into, setInto] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const [searched] = useDebouncedValue(typed.trim(), 200)
  const found = useValues(value.attribute.id, searched, { from: 0, to: OFFERED })
  const attribute = useThe('attributes').find((one) => one.id === value.attribute.id)
  const merge = useMerge(value, attribute, () => into && onMerged(into))
  const progress = useQuery({ ...merging(merge.data), enabled: merge.data !== undefined })
  const offered = Array.from({ length: OFFERED }, (_, index) => found.at(index)).filter((one) => one !== undefined && one.code !== value.code)
  const data = offered.map((one) => ({ value: one!.code, label: `${label(one!.name, one!.code)} (${one!.code})` }))
  const name = label(value.name, value.code)
  const { done = 0, total = 0 } = progress.data?.progress ?? {}
  return (
    <Modal opened onClose={onClose} title={t('values.mergeTitle', { name })} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Stack>
        <Text size="sm">{t('values.mergeHelp', { name, count, shown: new Intl.NumberFormat(i18n.language).format(count) })}</Text>
        <Select
          label={t('values.mergeInto')}
          data={data}
          value={into}
          searchable
          searchValue={typed}
          onSearchChange={setTyped}
          filter={({ options }) => options}
          nothingFoundMessage={t(found.isSearching ? 'frame:loading' : 'nothing')}
          disabled={merge.isPending || merge.isWaiting}
          onChange={setInto}
        />
        {merge.error && <Failed error={merge.error} />}
        {progress.data?.status === 'failed' && <Alert color="red">{progress.data.trouble}</Alert>}
        {merge.isWaiting && <Progress value={total ? (100 * done) / total : 5} animated aria-label={t('values.merge')} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('frame:cancel')}</Button>
          <Button disabled={!into} loading={merge.isPending || merge.isWaiting} onClick={() => into && merge.mutate({ into, expected: count })}>{t('values.merge')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
