import { Anchor, Button, Group, Select, Stack, Switch, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post, put, remove } from '@/api/client'
import { confirmed } from '@/components/Confirm'
import { Failed } from '@/components/Failed'
import { SidePanel } from '@/components/SidePanel'
import { failedToast, said } from '@/components/toast'
import { useMe } from '@/session/SessionProvider'
import { errorsAt } from '../profiles/errors'
import { useProfiles, type Way } from '../profiles/profile'
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
  const { t } = useTranslation(['flows', 'frame'])
  const queries = useQueryClient()
  const { timezone } = useMe()
  const begun = planning ? fieldsOf(planning) : { name: '', cron: '0 6 * * *', timezone, isActive: true, profile, place: '' }
  const [typed, setTyped] = useState<Partial<PlanningFields>>({})
  const value = { ...begun, ...typed }
  const path = planning && `${pathOf(way)}/${planning.id}`
  const done = () => void queries.invalidateQueries({ queryKey: ['plannings', way] }).then(onClose)
  const saving = useMutation({
    mutationFn: () => (path ? put(path, bodyOf(value, way)) : post(pathOf(way), bodyOf(value, way))),
    onSuccess: () => {
      said(t('schedule.saved', { name: value.name }))
      done()
    },
  })
  const removing = useMutation({ mutationFn: () => remove(path ?? ''), onSuccess: done, onError: failedToast })
  const drop = async () => {
    if (await confirmed({ title: t('schedule.deleteTitle', { name: value.name }), confirm: t('frame:delete'), isDangerous: true })) removing.mutate()
  }
  return (
    <SidePanel title={planning ? planning.name : t(`schedule.newOf.${way}`)} onClose={onClose} width={560}>
      <form onSubmit={(event) => { event.preventDefault(); saving.mutate() }}>
        <Stack gap="md">
          {saving.error && <Failed error={saving.error} />}
          <Fields way={way} value={value} errors={errorsAt(saving.error)} onChange={(changed) => setTyped({ ...typed, ...changed })} />
          <Group justify="space-between">
            {planning ? <Button variant="subtle" color="red" onClick={() => void drop()}>{t('frame:delete')}</Button> : <span />}
            <Button type="submit" loading={saving.isPending}>{t('frame:save')}</Button>
          </Group>
        </Stack>
      </form>
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
