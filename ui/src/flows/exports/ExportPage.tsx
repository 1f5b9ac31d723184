import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { IconFileExport } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { Failed } from '@/components/Failed'
import { Page } from '@/layout/Page'
import { useLineKinds } from '../lineKinds'
import type { Process } from '../process'
import { ColumnsInput } from '../profiles/ColumnsInput'
import { errorsAt } from '../profiles/errors'
import { FiltersInput } from '../profiles/FiltersInput'
import { LocalesInput } from '../profiles/LocalesInput'
import { NotationInput } from '../profiles/NotationInput'
import { BEGUN, fieldsOf, type ProfileFields } from '../profiles/profile'
import { Section } from '../Section'

/** An address may hold a password, which is kept nowhere but on the server. */
const withoutPlace = (profile: ProfileFields) => JSON.stringify({ ...profile, remotePath: null })

/** One export without a profile: what, of when, in which file. */
export function ExportPage() {
  const { t } = useTranslation(['flows', 'frame'])
  const navigate = useNavigate()
  const kinds = useLineKinds()
  const [profile, setProfile] = useSessionStorage<ProfileFields>({ key: 'vitrine-export', defaultValue: BEGUN, getInitialValueInEffect: false, serialize: withoutPlace })
  const [asOf, setAsOf] = useState('')
  const change = (changed: Partial<ProfileFields>) => setProfile({ ...profile, ...changed })
  const { remotePath, ...own } = fieldsOf({ ...profile, name: t('export.once') }, 'exports')
  const exporting = useMutation({
    mutationFn: async () => (await post<Process>('/api/exports', { exportProfile: own, asOf: asOf ? new Date(asOf).toISOString() : undefined, uploadLocation: remotePath || undefined })).value,
    onSuccess: ({ id }) => void navigate({ to: `/flows/activity/${id}` }),
  })
  const errors = errorsAt(exporting.error)
  const { model } = profile
  return (
    <Page
      title={t('export.once')} crumbs={[{ label: t('frame:nav.exports'), to: '/flows/exports' }]}
      actions={<Button leftSection={<IconFileExport size={16} />} disabled={!model} loading={exporting.isPending} onClick={() => exporting.mutate()}>{t('export.do')}</Button>}
    >
      <Stack gap={32} maw={1120} mt="sm">
        {exporting.error && <Failed error={exporting.error} />}
        <Section title={t('export.what')}>
          <Group gap="sm" align="flex-start">
            <Select label={t('mapping.model')} w={320} searchable allowDeselect={false} data={kinds} placeholder={t('mapping.choose')} value={model || null} onChange={(chosen) => chosen && change({ model: chosen, mappings: [], filters: {} })} error={errors('model')} />
            <TextInput type="datetime-local" step={1} label={t('export.asOf')} description={t('export.asOfHelp')} w={320} value={asOf} onChange={(event) => setAsOf(event.currentTarget.value)} error={errors('asOf')} inputWrapperOrder={['label', 'input', 'description', 'error']} />
          </Group>
        </Section>
        {model && <Section title={t('filters.title')}><FiltersInput key={model} model={model} value={profile.filters} onChange={(filters) => change({ filters })} error={errors('filters')} /></Section>}
        <Section title={t('profile.file')} about={t('profile.fileAbout.exports')}>
          <Stack gap="sm">
            <NotationInput way="exports" value={profile} onChange={change} errors={errors} />
            <LocalesInput value={profile.locales} onChange={(locales) => change({ locales })} error={errors('locales')} />
            <TextInput label={t('profile.remote.exports')} description={t('schedule.passwordHelp')} maw={652} placeholder="sftp://user:password@host/folder/" value={profile.remotePath ?? ''} onChange={(event) => change({ remotePath: event.currentTarget.value || null })} error={errors('uploadLocation')} />
          </Stack>
        </Section>
        {model && <Section title={t('columns.title')} about={t('columns.about.exports')}><ColumnsInput way="exports" model={model} value={profile.mappings} onChange={(mappings) => change({ mappings })} errors={errors} /></Section>}
      </Stack>
    </Page>
  )
}
