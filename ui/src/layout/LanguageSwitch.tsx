import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LANGUAGES, speak, type Language } from '@/i18n'

/** Its own name, as who speaks it knows it. */
export const languageName = (language: Language) => {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

/** The interface's language, for who isn't signed in. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  const data = LANGUAGES.map((value) => ({ value, label: languageName(value) }))
  return <SegmentedControl size="xs" aria-label={t('interfaceLanguage')} data={data} value={i18n.language} onChange={(chosen) => void speak(chosen as Language)} />
}
