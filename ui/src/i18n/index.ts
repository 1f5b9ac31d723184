import i18next, { type BackendModule } from 'i18next'
import { initReactI18next } from 'react-i18next'

/** The languages of the interface; those of data are the instance's locales. */
export const LANGUAGES = ['en', 'fr'] as const
export type Language = (typeof LANGUAGES)[number]

const KEPT = 'vitrine-language'

// What is said everywhere is one chunk a language: `en/documents.json` is the namespace `documents`.
const words: Record<Language, () => Promise<{ default: Record<string, object> }>> = {
  en: () => import('./en'),
  fr: () => import('./fr'),
}

// Areas that no other speaks of bring their own words when they are shown.
const own = import.meta.glob<{ default: Words }>('./*/{assets,flows,home,model,rules,settings}.json')

type Words = { [key: string]: string | Words }

/** French counts millions apart (“un million de produits”), in words that are those of all other numbers here. */
function withMillions(words: Words): Words {
  const all: Words = {}
  for (const [key, text] of Object.entries(words)) {
    all[key] = typeof text === 'string' ? text : withMillions(text)
    if (key.endsWith('_other')) all[key.replace(/_other$/, '_many')] = all[key]
  }
  return all
}

async function read(language: Language): Promise<Record<string, Words>> {
  const { default: all } = await words[language]()
  return withMillions(all as Words) as Record<string, Words>
}

const ownWords: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language, area, done) {
    const words = own[`./${language}/${area}.json`]
    if (!words) return done(null, {})
    words().then(({ default: all }) => done(null, withMillions(all)), (error: Error) => done(error, null))
  },
}

/** French where the browser says so, else English, unless somebody chose. */
function first(): Language {
  const kept = localStorage.getItem(KEPT)
  if (kept === 'en' || kept === 'fr') return kept
  return navigator.language.startsWith('fr') ? 'fr' : 'en'
}

export async function startWords(): Promise<void> {
  await i18next.use(ownWords).use(initReactI18next).init({
    lng: first(),
    fallbackLng: false,
    defaultNS: 'frame',
    interpolation: { escapeValue: false },
    ns: [],
    partialBundledLanguages: true,
    resources: { [first()]: await read(first()) },
  } as Parameters<typeof i18next.init>[0])
  document.documentElement.lang = i18next.language
}

export async function speak(language: Language): Promise<void> {
  if (language === i18next.language) return
  for (const [name, bundle] of Object.entries(await read(language))) i18next.addResourceBundle(language, name, bundle, true, true)
  await i18next.changeLanguage(language)
  localStorage.setItem(KEPT, language)
  document.documentElement.lang = language
}
