import { Group, MultiSelect, PasswordInput, Select, Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocales } from '@/api/model'
import { SidePanel } from '@/components/SidePanel'
import { EditForm } from '@/flows/EditForm'
import { useEditing } from '@/flows/useEditing'
import { useLabel } from '@/layout/DataLocale'
import { fullName, useAccessProfiles, USERS, useRoles, type User, type UserFields } from './user'

interface Props {
  /** Nothing: a new one. */
  user: User | undefined
  onClose: () => void
  onStep?: (by: 1 | -1) => void
}

const BEGUN: UserFields = {
  username: '', firstName: '', lastName: '', email: '', active: true, admin: false, type: 'user', roles: [], localesAvailable: [], localeDefault: null,
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, decimalFormat: 'dot', classificationAccess: null, attributeAccess: null,
}

/** Who somebody is, what they may do, and in which languages they work. */
export function UserPanel({ user, onClose, onStep }: Props) {
  const { t } = useTranslation('settings')
  const locales = useLocales().map(({ id }) => id)
  const begun = user ?? { ...BEGUN, localesAvailable: locales }
  const editing = useEditing<UserFields>({ list: USERS, id: user && String(user.id), begun, queryKey: ['users'], nameOf: fullName, onClose })
  const { value, change, errors } = editing
  const text = (name: 'username' | 'firstName' | 'lastName' | 'email') => ({
    label: t(`user.${name}`), value: value[name], onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }), error: errors(name), required: true,
  })
  return (
    <SidePanel title={user ? fullName(user) : t('user.new')} onClose={editing.close} onStep={editing.isChanged ? undefined : onStep} width={520}>
      <EditForm error={editing.error} isSaving={editing.isSaving} onSave={editing.save}>
        <Group grow align="flex-start">
          <TextInput {...text('firstName')} />
          <TextInput {...text('lastName')} />
        </Group>
        <Group grow align="flex-start">
          <TextInput {...text('username')} readOnly={!!user} variant={user ? 'filled' : undefined} autoComplete="off" />
          <TextInput {...text('email')} type="email" autoComplete="off" />
        </Group>
        <PasswordInput
          label={t(user ? 'user.newPassword' : 'user.password')} description={t(user ? 'user.newPasswordHelp' : 'user.passwordHelp')} autoComplete="new-password" minLength={8}
          value={value.password ?? ''} onChange={(event) => change({ password: event.currentTarget.value || undefined })} error={errors('password')}
        />
        <Switch label={t('user.mayIn')} description={t('user.mayInHelp')} checked={value.active} onChange={(event) => change({ active: event.currentTarget.checked })} />
        <Switch label={t('user.isAdmin')} description={t('user.isAdminHelp')} checked={value.admin} onChange={(event) => change({ admin: event.currentTarget.checked })} />
        <RightsInput value={value} onChange={change} errors={errors} />
        <MultiSelect label={t('user.locales')} data={locales} value={value.localesAvailable} onChange={(chosen) => change({ localesAvailable: chosen })} error={errors('localesAvailable')} />
        <Group grow align="flex-start">
          <Select label={t('user.localeDefault')} data={value.localesAvailable} value={value.localeDefault} onChange={(chosen) => change({ localeDefault: chosen })} error={errors('localeDefault')} />
          <Select label={t('user.timezone')} searchable limit={100} allowDeselect={false} data={['UTC', ...Intl.supportedValuesOf('timeZone')]} value={value.timezone} onChange={(zone) => zone && change({ timezone: zone })} error={errors('timezone')} />
        </Group>
      </EditForm>
    </SidePanel>
  )
}

interface RightsProps {
  value: UserFields
  onChange: (changed: Partial<UserFields>) => void
  errors: (name: string) => string | undefined
}

/** In which roles somebody acts, and by which profiles they see. */
function RightsInput({ value, onChange, errors }: RightsProps) {
  const { t } = useTranslation('settings')
  const label = useLabel()
  const roles = useRoles().data ?? []
  const classifications = useAccessProfiles('classification')
  const attributes = useAccessProfiles('attribute')
  const named = (profiles: { id: string; name: string }[]) => profiles.map(({ id, name }) => ({ value: id, label: name || id }))
  return (
    <>
      <MultiSelect
        label={t('user.roles')} description={t('user.rolesHelp')} data={roles.map(({ id, name }) => ({ value: id, label: label(name, id) }))} placeholder={value.roles.length ? undefined : t('user.noRoles')}
        value={value.roles} onChange={(chosen) => onChange({ roles: chosen })} error={errors('roles')}
      />
      {classifications.length > 0 && (
        <Select label={t('user.classificationAccess')} clearable data={named(classifications)} value={value.classificationAccess?.id ?? null} onChange={(id) => onChange({ classificationAccess: id ? { id } : null })} error={errors('classificationAccess')} />
      )}
      {attributes.length > 0 && (
        <Select label={t('user.attributeAccess')} clearable data={named(attributes)} value={value.attributeAccess?.id ?? null} onChange={(id) => onChange({ attributeAccess: id ? { id } : null })} error={errors('attributeAccess')} />
      )}
    </>
  )
}
