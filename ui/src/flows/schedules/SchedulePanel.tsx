import { Anchor, Select, Switch, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SidePanel } from '@/components/SidePanel'
import { useMe } from '@/session/SessionProvider'
import { EditForm } from '../EditForm'
import { useProfiles, type Way } from '../profiles/profile'
import { useEditing } from '../useEditing'
import { CronInput } from './CronInput'
import { bodyOf, fieldsOf, pathOf, type Planning, type PlanningFields } from './planning'

interface Props {
  way: Way
  /** Nothing: a new one. */
  planning: Planning | undefined
  profile?: string
  onClose: () => void
}

/** When, what and where of one schedule. */
export function SchedulePanel({ way, planning, profile = '', onClose }: Props) {
  const { t } = useTranslation('flows')
  const { timezone } = useMe()
  const begun = planning ? fieldsOf(planning) : { name: '', cron: '0 6 * * *', timezone, isActive: true, profile, place: '' }
  const editing = useEditing<PlanningFields>({
    list: pathOf(way), id: planning?.id, begun, bodyOf: (value) => bodyOf(value, way), queryKey: ['plannings', way], nameOf: ({ name }) => name, onClose,
  })
  return (
    <SidePanel title={planning ? planning.name : t(`schedule.newOf.${way}`)} onClose={editing.close} width={560}>
      <EditForm error={editing.error} isSaving={editing.isSaving} onSave={editing.save} onDelete={planning && (() => void editing.drop())}>
        <Fields way={way} value={editing.value} errors={editing.errors} onChange={editing.change} />
      </EditForm>
    </SidePanel>
  )
}

interface FieldsProps {
  way: Way
  value: PlanningFields
  errors: (name: string) => string | undefined
  onChange: (changed: Partial<PlanningFields>) => void
}

const PLACES = { imports: 'remotePath', exports: 'uploadLocation' }

function Fields({ way, value, errors, onChange }: FieldsProps) {
  const { t } = useTranslation('flows')
  const profiles = useProfiles(way).data ?? []
  const work = way === 'imports' ? 'import' : 'export'
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  return (
    <>
      <TextInput label={t('schedule.name')} required value={value.name} onChange={(event) => onChange({ name: event.currentTarget.value })} error={errors('name')} />
      <Select
        label={t('schedule.profile')} required searchable allowDeselect={false} data={profiles.map(({ id, name }) => ({ value: id, label: name }))}
        value={value.profile || null} onChange={(profile) => profile && onChange({ profile })} error={errors(`${work}.${work}ProfileId`)}
        description={profiles.length === 0 ? <>{t('schedule.noProfiles')} <Anchor component={Link} to={`/flows/profiles/${way}/new`} size="xs">{t('profile.new')}</Anchor></> : undefined}
      />
      <TextInput
        label={t(`schedule.place.${way}`)} required={way === 'imports'} placeholder={t(`schedule.example.${way}`)} description={t('schedule.passwordHelp')}
        value={value.place} onChange={(event) => onChange({ place: event.currentTarget.value })} error={errors(`${work}.${PLACES[way]}`)} autoComplete="off"
      />
      <CronInput value={value.cron} timezone={value.timezone} onChange={(cron) => onChange({ cron })} error={errors('cron')} />
      <Select label={t('schedule.timezone')} searchable allowDeselect={false} limit={100} data={zones} value={value.timezone} onChange={(timezone) => timezone && onChange({ timezone })} error={errors('timezone')} />
      <Switch label={t('schedule.on')} checked={value.isActive} onChange={(event) => onChange({ isActive: event.currentTarget.checked })} />
    </>
  )
}
