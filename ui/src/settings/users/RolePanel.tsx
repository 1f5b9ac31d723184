import { Alert, Checkbox, Table, Textarea, TextInput } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { SidePanel } from '@/components/SidePanel'
import { EditForm } from '@/flows/EditForm'
import { useEditing } from '@/flows/useEditing'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import { ROLES, type Role } from './user'

const BEGUN: Role = { id: '', name: {}, description: null, permissions: {} }
const THINGS = ['document', 'variant', 'asset', 'classification', 'link', 'attribute', 'attribute_set', 'catalog', 'import', 'export', 'bulk_edit', 'user']
const DEEDS = ['view', 'create', 'update', 'delete']

/** What a role is called, and what it permits. */
export function RolePanel({ role, onClose }: { role: Role | undefined; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const label = useLabel()
  const { locales } = useDataLocale()
  const editing = useEditing<Role>({ list: ROLES, id: role?.id, begun: role ?? BEGUN, queryKey: ['roles'], nameOf: ({ name, id }) => label(name, id), onClose })
  const { value, change, errors } = editing
  return (
    <SidePanel title={role ? label(role.name, role.id) : t('role.new')} onClose={editing.close} width={520}>
      <EditForm error={editing.error} isSaving={editing.isSaving} onSave={editing.save} onDelete={role && (() => void editing.drop(t('role.deleteBody'), true))}>
        <TextInput label={t('role.code')} description={t('role.codeHelp')} required readOnly={!!role} variant={role ? 'filled' : undefined} value={value.id} onChange={(event) => change({ id: event.currentTarget.value })} error={errors('id')} />
        {locales.map((locale) => (
          <TextInput key={locale} label={t('role.nameIn', { locale })} value={value.name[locale] ?? ''} onChange={(event) => change({ name: { ...value.name, [locale]: event.currentTarget.value } })} error={errors(`name.${locale}`)} />
        ))}
        <Textarea label={t('role.description')} autosize minRows={2} value={value.description ?? ''} onChange={(event) => change({ description: event.currentTarget.value || null })} error={errors('description')} />
        <Alert color="gray" icon={<IconInfoCircle size={18} />}>{t('role.recorded')}</Alert>
        <PermissionsInput value={value.permissions} onChange={(permissions) => change({ permissions })} />
      </EditForm>
    </SidePanel>
  )
}

interface PermissionsProps {
  value: Record<string, string[]>
  onChange: (permissions: Record<string, string[]>) => void
}

function PermissionsInput({ value, onChange }: PermissionsProps) {
  const { t } = useTranslation('settings')
  // Kinds of things that programs have written besides are shown too.
  const things = [...new Set([...THINGS, ...Object.keys(value)])]
  const toggle = (thing: string, deed: string, isOn: boolean) => {
    const own = value[thing] ?? []
    onChange({ ...value, [thing]: isOn ? [...own, deed] : own.filter((one) => one !== deed) })
  }
  return (
    <Table aria-label={t('role.permissions')} fz="sm" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('role.permissions')}</Table.Th>
          {DEEDS.map((deed) => <Table.Th key={deed}>{t(`role.deed.${deed}`)}</Table.Th>)}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {things.map((thing) => (
          <Table.Tr key={thing}>
            <Table.Td>{t(`role.thing.${thing}`, { defaultValue: thing })}</Table.Td>
            {DEEDS.map((deed) => (
              <Table.Td key={deed}>
                <Checkbox size="xs" aria-label={`${t(`role.thing.${thing}`, { defaultValue: thing })}: ${t(`role.deed.${deed}`)}`} checked={value[thing]?.includes(deed) ?? false} onChange={(event) => toggle(thing, deed, event.currentTarget.checked)} />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
