import { Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLineKinds } from '../lineKinds'
import { Section } from '../Section'
import { ColumnsInput } from './ColumnsInput'
import { FiltersInput } from './FiltersInput'
import { LinesInput } from './LinesInput'
import { LocalesInput } from './LocalesInput'
import { NotationInput } from './NotationInput'
import type { ProfileFields, Way } from './profile'

interface Props {
  way: Way
  value: ProfileFields
  errors: (name: string) => string | undefined
  onChange: (changed: Partial<ProfileFields>) => void
}

/** What a profile says, part by part. */
export function ProfileForm({ way, value, errors, onChange }: Props) {
  const { t } = useTranslation('flows')
  const kinds = useLineKinds()
  const chooseModel = (model: string | null) => model && onChange({ model, mappings: [], filters: {} })
  return (
    <Stack gap={32} maw={1120} mt="md">
      <Section title={t('profile.general')}>
        <Stack gap="sm">
          <Group gap="sm" align="flex-start">
            <TextInput label={t('profile.name')} w={320} required value={value.name} onChange={(event) => onChange({ name: event.currentTarget.value })} error={errors('name')} />
            <Select label={t('mapping.model')} w={320} required searchable allowDeselect={false} data={kinds} placeholder={t('mapping.choose')} value={value.model || null} onChange={chooseModel} error={errors('model')} />
          </Group>
          <Textarea label={t('profile.description')} autosize minRows={1} maw={652} value={value.description ?? ''} onChange={(event) => onChange({ description: event.currentTarget.value || null })} error={errors('description')} />
        </Stack>
      </Section>
      <Section title={t('profile.file')} about={t(`profile.fileAbout.${way}`)}>
        <Stack gap="sm">
          <NotationInput way={way} value={value} onChange={onChange} errors={errors} />
          {way === 'exports' && <LocalesInput value={value.locales} onChange={(locales) => onChange({ locales })} error={errors('locales')} />}
          <TextInput label={t(`profile.remote.${way}`)} description={t('schedule.passwordHelp')} maw={652} placeholder="sftp://user:password@host/folder/" value={value.remotePath ?? ''} onChange={(event) => onChange({ remotePath: event.currentTarget.value || null })} error={errors('remotePath')} />
        </Stack>
      </Section>
      {way === 'imports' && <Section title={t('lines.title')}><LinesInput value={value} onChange={onChange} errors={errors} /></Section>}
      {way === 'exports' && value.model && (
        <Section title={t('filters.title')}><FiltersInput key={value.model} model={value.model} value={value.filters} onChange={(filters) => onChange({ filters })} error={errors('filters')} /></Section>
      )}
      {value.model && <Section title={t('columns.title')} about={t(`columns.about.${way}`)}><ColumnsInput way={way} model={value.model} value={value.mappings} onChange={(mappings) => onChange({ mappings })} errors={errors} /></Section>}
    </Stack>
  )
}
