import { useMantineColorScheme } from '@mantine/core'
import {
  IconArrowsExchange, IconBox, IconBroadcast, IconClock, IconDatabase, IconHome, IconKey, IconKeyboard, IconLanguage, IconLogout, IconMoon, IconPercentage,
  IconPhoto, IconPlugConnected, IconRoute, IconSettings, IconSun, IconUpload, IconUser, IconUsers, IconWebhook, type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDocumentTypes } from '@/api/model'
import { LANGUAGES } from '@/i18n'
import { chooseLanguage } from '@/session/language'
import { useMe } from '@/session/SessionProvider'
import { signOut } from '../AccountMenu'
import { useDataLocale, useLabel } from '../DataLocale'
import { languageName } from '../LanguageSwitch'
import { listPlace, places } from '../places'

/** Something that can be gone to or done. */
export interface Command {
  label: string
  icon: Icon
  to?: string
  do?: () => void
}

const SCREENS = [
  ['assets', IconPhoto], ['channels', IconBroadcast], ['imports', IconArrowsExchange], ['exports', IconArrowsExchange], ['schedules', IconClock],
  ['activity', IconClock], ['settings', IconSettings], ['model', IconDatabase], ['languages', IconLanguage], ['completeness', IconPercentage],
  ['workflows', IconRoute], ['users', IconUsers], ['tokens', IconKey], ['webhooks', IconWebhook], ['apps', IconPlugConnected], ['account', IconUser],
] as const

const FOR_ADMINISTRATORS: string[] = ['users', 'tokens', 'webhooks']

/** All screens, and what can be done from everywhere. */
export function useCommands(onHelp: () => void): { screens: Command[]; actions: Command[] } {
  const { t, i18n } = useTranslation()
  const label = useLabel()
  const me = useMe()
  const types = useDocumentTypes().filter((type) => type.isActive)
  const { locales, locale, choose } = useDataLocale()
  const { setColorScheme } = useMantineColorScheme()
  const screens: Command[] = [
    { label: t('nav.home'), icon: IconHome, to: '/' },
    ...types.map((type) => ({ label: label(type.name, type.id), icon: IconBox, to: listPlace(type.id) })),
    ...SCREENS.filter(([name]) => me.admin || !FOR_ADMINISTRATORS.includes(name)).map(([name, icon]) => ({ label: t(`nav.${name}`), icon, to: places[name] })),
  ]
  const actions: Command[] = [
    { label: t('palette.import'), icon: IconUpload, to: places.newImport },
    { label: t('palette.upload'), icon: IconPhoto, to: places.assets },
    ...locales.filter((one) => one !== locale).map((one) => ({ label: t('palette.data', { language: one }), icon: IconLanguage, do: () => choose(one) })),
    ...LANGUAGES.filter((one) => one !== i18n.language).map((one) => ({ label: t('palette.speak', { language: languageName(one) }), icon: IconLanguage, do: () => void chooseLanguage(one) })),
    { label: t('palette.light'), icon: IconSun, do: () => setColorScheme('light') },
    { label: t('palette.dark'), icon: IconMoon, do: () => setColorScheme('dark') },
    { label: t('shortcuts.title'), icon: IconKeyboard, do: onHelp },
    { label: t('signOut'), icon: IconLogout, do: () => void signOut() },
  ]
  return { screens, actions }
}
