import { ActionIcon, Avatar, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { remove } from '@/api/client'
import { useMe } from '@/session/SessionProvider'
import { Breadcrumbs } from './Breadcrumbs'
import { DataLocaleSwitch } from './DataLocale'
import styles from './TopBar.module.css'

export function TopBar() {
  return (
    <header className={styles.bar}>
      <Breadcrumbs />
      <div className={styles.tools}>
        <DataLocaleSwitch />
        <Colours />
        <Who />
      </div>
    </header>
  )
}

function Colours() {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const isDark = colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  const Mark = isDark ? IconSun : IconMoon
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={t(isDark ? 'colours.light' : 'colours.dark')} onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>
      <Mark size={18} stroke={1.6} />
    </ActionIcon>
  )
}

function Who() {
  const { t } = useTranslation()
  const me = useMe()
  const name = `${me.firstName} ${me.lastName}`.trim() || me.username
  const signOut = () => void remove('/api/session').then(() => location.assign('/'))
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton aria-label={name}>
          <Avatar size={30} name={name} color="indigo" radius="xl" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{name}</Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUser size={16} />}>{t('nav.account')}</Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>{t('signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
