import { Stack, Table } from '@mantine/core'
import { IconUserShield } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Code } from '@/components/Code'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import { List, above, row } from '@/flows/List'
import { useLabel } from '@/layout/DataLocale'
import { RolePanel } from './RolePanel'
import { useRoles } from './user'

const route = getRouteApi('/settings/users')

/** The roles, and the panel of the one that is open. */
export function RoleList() {
  const { t } = useTranslation('settings')
  const label = useLabel()
  const { open } = route.useSearch()
  const navigate = route.useNavigate()
  const asked = useRoles()
  const roles = asked.data ?? []
  const opened = roles.find(({ id }) => id === open)
  const close = () => void navigate({ to: '.', search: { tab: 'roles' } })
  if (asked.error) return <Failed error={asked.error} onRetry={() => void asked.refetch()} />
  return (
    <Stack gap="md">
      {asked.data?.length === 0 ? (
        <Empty icon={IconUserShield} title={t('role.empty')}>{t('role.emptyBody')}</Empty>
      ) : (
        <List label={t('role.roles')} columns={[t('role.name'), t('role.code'), t('role.description')]} isPending={asked.isPending}>
          {roles.map((role) => (
            <Table.Tr key={role.id}>
              <Table.Td><Link to="/settings/users" search={{ tab: 'roles', open: role.id }} className={row}>{label(role.name, role.id)}</Link></Table.Td>
              <Table.Td><span className={above}><Code>{role.id}</Code></span></Table.Td>
              <Table.Td>{role.description}</Table.Td>
            </Table.Tr>
          ))}
        </List>
      )}
      {open && (open === 'new' || opened) && <RolePanel key={open} role={opened} onClose={close} />}
    </Stack>
  )
}
