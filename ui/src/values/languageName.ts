/** What a data language is called in the language of the interface. */
export const languageName = (locale: string, language: string) => new Intl.DisplayNames([language], { type: 'language' }).of(locale.replace('_', '-')) ?? locale
