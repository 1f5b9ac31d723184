import { Button, Stack, Tabs } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '@/layout/Page'
import { RoleList } from './RoleList'
import { UserList } from './UserList'

const route = getRouteApi('/settings/users')

/** Who works here, and in which roles. */
export function UsersPage() {
  const { t } = useTranslation(['settings', 'frame', 'flows'])
  const { tab = 'users', ...search } = route.useSearch()
  const navigate = route.useNavigate()
  const choose = (chosen: string | null) => void navigate({ to: '.', search: chosen === 'roles' ? { tab: 'roles' } : {} })
  const begin = () => void navigate({ to: '.', search: { ...search, tab: tab === 'roles' ? 'roles' : undefined, open: 'new' } })
  return (
    <Page
      title={t('frame:nav.users')} crumbs={[{ label: t('frame:nav.settings'), to: '/settings' }]}
      actions={<Button leftSection={<IconPlus size={16} />} onClick={begin}>{t(tab === 'roles' ? 'role.new' : 'user.new')}</Button>}
    >
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="users">{t('user.users')}</Tabs.Tab>
          <Tabs.Tab value="roles">{t('role.roles')}</Tabs.Tab>
        </Tabs.List>
        <Stack maw={1200}>
          <Tabs.Panel value="users"><UserList /></Tabs.Panel>
          <Tabs.Panel value="roles"><RoleList /></Tabs.Panel>
        </Stack>
      </Tabs>
    </Page>
  )
}
