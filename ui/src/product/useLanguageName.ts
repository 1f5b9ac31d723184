import { useTranslation } from 'react-i18next'

/** A locale as the interface's language calls it: « français (France) ». */
export function useLanguageName(): (locale: string) => string {
  const { i18n } = useTranslation()
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' })
  return (locale) => {
    try {
      const name = names.of(locale.replaceAll('_', '-')) ?? locale
      return name.charAt(0).toUpperCase() + name.slice(1)
    } catch {
      return locale
    }
  }
}
