import { SegmentedControl, Select } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { createContext, use, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocales } from '@/api/model'
import type { Labels } from '@/api/types'
import { useMe } from '@/session/SessionProvider'

interface Chosen {
  /** The locale whose values are shown. */
  locale: string
  choose: (locale: string) => void
  /** Those that may be chosen. */
  locales: string[]
}

const Current = createContext<Chosen>({ locale: '', choose: () => undefined, locales: [] })

/** The data language that is worked in. */
export const useDataLocale = () => use(Current)

export function DataLocaleProvider({ children }: { children: ReactNode }) {
  const me = useMe()
  const existing = useLocales().map((locale) => locale.id)
  const locales = existing.filter((locale) => me.localesAvailable.includes(locale))
  const [kept, choose] = useLocalStorage({ key: 'vitrine-data-locale', defaultValue: me.localeDefault, getInitialValueInEffect: false })
  const locale = locales.length === 0 || locales.includes(kept) ? kept : me.localeDefault
  return <Current value={{ locale, choose, locales }}>{children}</Current>
}

/** A text in the data language that is worked in, else in any. */
export function useLabel(): (labels: Labels | null | undefined, code?: string) => string {
  const { locale } = useDataLocale()
  const { i18n } = useTranslation()
  return (labels, code = '') => {
    if (!labels) return code
    const spoken = Object.keys(labels).find((key) => key.startsWith(i18n.language))
    return (spoken && labels[spoken]) || labels[locale] || Object.values(labels)[0] || code
  }
}

/** A locale as short as it can be told from the others: EN, or EN GB where there are several Englishes. */
export function shortLocale(locale: string, among: string[]): string {
  const [language = locale, region] = locale.split('_')
  const isAlone = among.filter((other) => other.split('_')[0] === language).length < 2
  return isAlone || !region ? language.toUpperCase() : `${language.toUpperCase()} ${region}`
}

export function DataLocaleSwitch() {
  const { t } = useTranslation()
  const { locale, choose, locales } = useDataLocale()
  if (locales.length < 2) return null
  if (locales.length > 4) {
    return <Select aria-label={t('dataLanguage')} w={110} data={locales} value={locale} onChange={(chosen) => chosen && choose(chosen)} allowDeselect={false} />
  }
  const data = locales.map((value) => ({ value, label: shortLocale(value, locales) }))
  return <SegmentedControl aria-label={t('dataLanguage')} size="xs" data={data} value={locale} onChange={choose} />
}
