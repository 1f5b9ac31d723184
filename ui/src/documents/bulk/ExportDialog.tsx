import { Button, Group, Modal, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { all, post } from '@/api/client'
import { Failed } from '@/components/Failed'
import { said } from '@/components/toast'
import { places } from '@/layout/places'
import type { Target } from './operations'

interface Profile {
  id: string
  name: string
  model: string
}

interface Props {
  target: Target
  count: number
  type: string
  onClose: () => void
}

/** Writes the chosen documents to a file: all of their attributes, or as a profile says. */
export function ExportDialog({ target, count, type, onClose }: Props) {
  const { t, i18n } = useTranslation('documents')
  const { t: frame } = useTranslation()
  const navigate = useNavigate()
  const model = `document.${type}`
  const [profile, setProfile] = useState<string | null>(null)
  const [extension, setExtension] = useState('xlsx')
  const profiles = useQuery({ queryKey: ['export-profiles'], queryFn: () => all<Profile>('/api/export-profiles') }).data?.filter((one) => one.model === model) ?? []
  const run = useMutation({
    mutationFn: () => post('/api/exports', {
      ...(profile ? { exportProfileId: profile } : { exportProfile: { name: t('export.name'), model, extension } }),
      filters: {
        ...(target.ids ? { filter: JSON.stringify({ id: target.ids }) } : target.filter && { filter: JSON.stringify(target.filter) }),
        ...(target.search && { search: target.search }),
      },
    }),
    onSuccess: () => {
      said(t('export.began'), { then: { label: t('export.show'), do: () => navigate({ to: places.exports }) } })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('export.title', { count, spoken: count.toLocaleString(i18n.language) })} closeButtonProps={{ 'aria-label': frame('close') }}>
      <Stack gap="sm">
        <Select
          label={t('export.profile')}
          placeholder={t('export.everything')}
          data={profiles.map((one) => ({ value: one.id, label: one.name }))}
          value={profile}
          onChange={setProfile}
          clearable
          data-autofocus
        />
        {!profile && (
          <div>
            <Text size="sm" fw={500} mb={4} id="export-format">{t('export.format')}</Text>
            <SegmentedControl aria-labelledby="export-format" data={[{ value: 'xlsx', label: 'Excel (XLSX)' }, { value: 'csv', label: 'CSV' }]} value={extension} onChange={setExtension} />
          </div>
        )}
        {run.error && <Failed error={run.error} />}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>{frame('cancel')}</Button>
          <Button onClick={() => run.mutate()} loading={run.isPending}>{t('bulk.export')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
