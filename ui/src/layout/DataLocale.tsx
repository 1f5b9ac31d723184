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

const short = (locale: string) => locale.split('_')[0]?.toUpperCase() ?? locale

export function DataLocaleSwitch() {
  const { t } = useTranslation()
  const { locale, choose, locales } = useDataLocale()
  if (locales.length < 2) return null
  if (locales.length > 4) {
    return <Select aria-label={t('dataLanguage')} w={110} data={locales} value={locale} onChange={(chosen) => chosen && choose(chosen)} allowDeselect={false} />
  }
  const data = locales.map((value) => ({ value, label: short(value) }))
  return <SegmentedControl aria-label={t('dataLanguage')} size="xs" data={data} value={locale} onChange={choose} />
}
