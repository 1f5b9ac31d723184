import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { remove } from '@/api/client'
import { failedToast } from '@/components/toast'
import { LANGUAGES, type Language } from '@/i18n'
import { chooseLanguage } from '@/session/language'
import { useMe } from '@/session/SessionProvider'
import { languageName } from './LanguageSwitch'

const SCHEMES = [['light', IconSun], ['dark', IconMoon], ['auto', IconDeviceDesktop]] as const

/** Ends the session, and begins anew. */
export const signOut = () => remove('/api/session').then(() => location.assign(import.meta.env.BASE_URL), failedToast)

/** Who is signed in, with their account, colours and language. */
export function AccountMenu() {
  const { t, i18n } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const me = useMe()
  const name = `${me.firstName} ${me.lastName}`.trim() || me.username
  const chosen = (isChosen: boolean) => (isChosen ? <IconCheck size={16} /> : null)
  return (
    <Menu position="bottom-end" width={230} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton bdrs="xl">
          <Avatar size={30} name={name} color="indigo" radius="xl" aria-hidden />
          <VisuallyHidden>{t('account.menu', { name })}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account" leftSection={<IconUser size={16} />}>
          <Text size="sm" fw={600}>{name}</Text>
          <Text size="xs" c="var(--soft)">{t('nav.account')}</Text>
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('colours.title')}</Menu.Label>
        {SCHEMES.map(([scheme, Mark]) => (
          <Menu.Item key={scheme} leftSection={<Mark size={16} />} rightSection={chosen(colorScheme === scheme)} aria-current={colorScheme === scheme || undefined} onClick={() => setColorScheme(scheme)}>
            {t(`colours.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('interfaceLanguage')}</Menu.Label>
        {LANGUAGES.map((language: Language) => (
          <Menu.Item key={language} lang={language} rightSection={chosen(i18n.language === language)} aria-current={i18n.language === language || undefined} onClick={() => void chooseLanguage(language)}>
            {languageName(language)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>{t('signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
