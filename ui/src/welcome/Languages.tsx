import { Button, Chip, Fieldset, Select, Stack, Text, Title } from '@mantine/core'
import '@mantine/core/styles/Chip.css'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { patch } from '@/api/client'
import { useLocales } from '@/api/model'
import { queries } from '@/api/queries'
import { Failed } from '@/components/Failed'
import { LANGUAGES, type Language } from '@/i18n'
import { useDataLocale } from '@/layout/DataLocale'
import { languageName } from '@/layout/LanguageSwitch'
import { chooseLanguage } from '@/session/language'
import { meChanged } from '@/session/SessionProvider'
import { made } from './made'
import styles from './Welcome.module.css'

/** What is offered at first; all others can be added in the settings. */
const OFFERED = ['en_GB', 'en_US', 'fr_FR', 'fr_BE', 'fr_CA', 'de_DE', 'de_AT', 'es_ES', 'it_IT', 'nl_NL', 'nl_BE', 'pt_PT', 'pt_BR', 'pl_PL', 'cs_CZ', 'da_DK', 'sv_SE', 'nb_NO', 'fi_FI', 'ja_JP', 'zh_CN']

/** A locale as those who speak it call it. */
const nameOf = (locale: string) => {
  const tag = locale.replace('_', '-')
  const name = new Intl.DisplayNames(tag, { type: 'language', languageDisplay: 'standard' }).of(tag) ?? locale
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1)
}

/** The language of the interface, and those that products are described in. */
export function Languages({ onDone }: { onDone: () => void }) {
  const { t, i18n } = useTranslation()
  const there = useLocales()
  const { choose } = useDataLocale()
  const existing = there.map((locale) => locale.id)
  const [added, setAdded] = useState<string[]>([])
  const [first, setFirst] = useState<string>()
  const chosen = [...new Set([...existing, ...added])]
  const main = first ?? there.find((locale) => locale.isDefault)?.id ?? null
  const save = useMutation({
    mutationFn: async () => {
      for (const id of added) await made('/api/locales', { id, name: nameOf(id), isData: true, isInterface: true })
      if (first) {
        await patch(`/api/locales/${first}`, { isDefault: true })
        choose(first)
      }
      await Promise.all([queries.invalidateQueries({ queryKey: ['model'] }), meChanged()])
    },
    onSuccess: onDone,
  })
  return (
    <form onSubmit={(event) => { event.preventDefault(); save.mutate() }}>
      <Title order={1}>{t('welcome.languages.title')}</Title>
      <Text className={styles.lead}>{t('welcome.languages.what')}</Text>
      <Stack gap="lg">
        <Select label={t('welcome.languages.interface')} description={t('welcome.languages.interfaceWhat')} w={280} allowDeselect={false} value={i18n.language} data={LANGUAGES.map((value) => ({ value, label: languageName(value) }))} onChange={(language) => language && void chooseLanguage(language as Language)} />
        <Fieldset legend={t('welcome.languages.data')} variant="unstyled">
          <div className={styles.chips}>
            {[...existing, ...OFFERED.filter((locale) => !existing.includes(locale))].map((locale) => (
              <Chip key={locale} checked={chosen.includes(locale)} disabled={existing.includes(locale)} onChange={(on) => setAdded(on ? [...added, locale] : added.filter((one) => one !== locale))}>{nameOf(locale)}</Chip>
            ))}
          </div>
        </Fieldset>
        <Select label={t('welcome.languages.main')} description={t('welcome.languages.mainWhat')} w={280} allowDeselect={false} value={main} data={chosen.map((value) => ({ value, label: nameOf(value) }))} onChange={(value) => setFirst(value ?? undefined)} />
        {save.error && <Failed error={save.error} />}
      </Stack>
      <div className={styles.end}><Button type="submit" loading={save.isPending}>{t('welcome.next')}</Button></div>
    </form>
  )
}
