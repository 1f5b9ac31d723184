import { Avatar, Group, Pagination, Select, Stack, Table, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import { When } from '@/components/When'
import { List, above, row } from '@/flows/List'
import { Pill } from '@/flows/Pill'
import { useLabel } from '@/layout/DataLocale'
import type { UserSearch } from '../search'
import { fullName, useRoles, useUsers, type User } from './user'
import { UserPanel } from './UserPanel'

const route = getRouteApi('/settings/users')
const LIMIT = 30
const WAIT = 250

/** The users, by name, and the panel of the one that is open. */
export function UserList() {
  const { t } = useTranslation('settings')
  const { open, search, active, page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const go = (changed: UserSearch) => void navigate({ to: '.', search: { search, active, ...changed }, replace: 'search' in changed })
  const look = useDebouncedCallback((text: string) => go({ search: text || undefined }), WAIT)
  const asked = useUsers({ search, active, page, limit: LIMIT, 'order[lastName]': 'asc' })
  const { items = [], total = 0 } = asked.data ?? {}
  const opened = items.find(({ id }) => String(id) === open)
  const step = (by: number) => {
    const next = items[items.findIndex(({ id }) => String(id) === open) + by]
    if (next) go({ open: String(next.id), page })
  }
  return (
    <Stack gap="md">
      <Group gap="sm">
        <TextInput aria-label={t('user.search')} placeholder={t('user.search')} w={280} leftSection={<IconSearch size={16} />} defaultValue={search} onChange={(event) => look(event.currentTarget.value)} />
        <Select aria-label={t('user.which')} w={170} clearable placeholder={t('user.all')} data={[{ value: 'true', label: t('user.activeOnes') }, { value: 'false', label: t('user.inactiveOnes') }]} value={active ?? null} onChange={(chosen) => go({ active: (chosen as 'true' | 'false') ?? undefined })} />
      </Group>
      {asked.error && <Failed error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.data && total === 0 ? (
        <Empty icon={IconUsers} title={t('user.empty')}>{t(search || active ? 'user.noMatch' : 'user.emptyBody')}</Empty>
      ) : (
        <List label={t('user.users')} columns={[t('user.name'), t('user.username'), t('user.email'), t('user.roles'), t('user.status'), t('user.logged')]} isPending={asked.isPending}>
          {items.map((user) => <Row key={user.id} user={user} />)}
        </List>
      )}
      {total > LIMIT && <Pagination size="sm" total={Math.ceil(total / LIMIT)} value={page} onChange={(to) => go({ page: to })} />}
      {open && (open === 'new' || opened) && <UserPanel key={open} user={opened} onClose={() => go({ page })} onStep={open === 'new' ? undefined : step} />}
    </Stack>
  )
}

function Row({ user }: { user: User }) {
  const { t } = useTranslation('settings')
  const label = useLabel()
  const roles = useRoles().data ?? []
  const named = user.roles.map((code) => label(roles.find(({ id }) => id === code)?.name, code))
  return (
    <Table.Tr data-off={!user.active || undefined}>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <Avatar size={24} radius="xl" name={fullName(user)} color={user.active ? 'indigo' : 'gray'} aria-hidden />
          <Link to="/settings/users" search={(own: UserSearch) => ({ ...own, open: String(user.id) })} className={row}>{fullName(user)}</Link>
        </Group>
      </Table.Td>
      <Table.Td>{user.username}</Table.Td>
      <Table.Td>{user.email}</Table.Td>
      <Table.Td>{named.join(', ')}</Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <Pill tone={user.active ? 'good' : 'soft'}>{t(user.active ? 'user.active' : 'user.inactive')}</Pill>
          {user.admin && <Pill tone="accent">{t('user.admin')}</Pill>}
        </Group>
      </Table.Td>
      <Table.Td><span className={above}>{user.dateLogged ? <When at={user.dateLogged} /> : t('never')}</span></Table.Td>
    </Table.Tr>
  )
}
