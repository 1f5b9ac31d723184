import { useTranslation } from 'react-i18next'

const LOCALES: Record<string, string> = { en: 'en_GB', fr: 'fr_FR' }

/** The language of the interface, as apps are told it. */
export function useInterfaceLocale(): string {
  const { i18n } = useTranslation()
  return LOCALES[i18n.language] ?? 'en_GB'
}
