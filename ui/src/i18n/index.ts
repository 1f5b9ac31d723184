import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

/** The languages of the interface; those of data are the instance's locales. */
export const LANGUAGES = ['en', 'fr'] as const
export type Language = (typeof LANGUAGES)[number]

const KEPT = 'vitrine-language'

// One chunk a language: `en/documents.json` is the namespace `documents`.
const words: Record<Language, () => Promise<{ default: Record<string, object> }>> = {
  en: () => import('./en'),
  fr: () => import('./fr'),
}

/** French where the browser says so, else English, unless somebody chose. */
function first(): Language {
  const kept = localStorage.getItem(KEPT)
  if (kept === 'en' || kept === 'fr') return kept
  return navigator.language.startsWith('fr') ? 'fr' : 'en'
}

export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: first(),
    fallbackLng: false,
    defaultNS: 'frame',
    interpolation: { escapeValue: false },
    resources: { [first()]: (await words[first()]()).default },
  } as Parameters<typeof i18next.init>[0])
  document.documentElement.lang = i18next.language
}

export async function speak(language: Language): Promise<void> {
  if (language === i18next.language) return
  const { default: all } = await words[language]()
  for (const [name, bundle] of Object.entries(all)) i18next.addResourceBundle(language, name, bundle, true, true)
  await i18next.changeLanguage(language)
  localStorage.setItem(KEPT, language)
  document.documentElement.lang = language
}
