import { Checkbox, Input, SegmentedControl, Select, SimpleGrid, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { patch } from '@/api/client'
import { useLocales } from '@/api/model'
import { queries } from '@/api/queries'
import type { Me } from '@/api/types'
import { failedToast } from '@/components/toast'
import { LANGUAGES, type Language } from '@/i18n'
import { useDataLocale } from '@/layout/DataLocale'
import { languageName } from '@/layout/LanguageSwitch'
import { chooseLanguage } from '../language'
import { meChanged, useMe } from '../SessionProvider'

const ZONES = Intl.supportedValuesOf('timeZone')
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone

/** What is chosen here holds at once. */
export function Formats() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const { choose } = useDataLocale()
  const locales = useLocales().filter((locale) => me.localesAvailable.includes(locale.id))
  const change = useMutation({
    mutationFn: (wish: Partial<Me>) => patch('/api/me', wish),
    onMutate: (wish) => void queries.setQueryData<Me>(['session'], (now) => now && { ...now, ...wish }),
    onError: failedToast,
    onSettled: meChanged,
  })
  const begin = (locale: string) => {
    change.mutate({ localeDefault: locale })
    choose(locale)
  }
  const zones = ZONES.includes(me.timezone) ? ZONES : [me.timezone, ...ZONES]
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select label={t('interfaceLanguage')} allowDeselect={false} value={i18n.language} data={LANGUAGES.map((value) => ({ value, label: languageName(value) }))} onChange={(chosen) => chosen && void chooseLanguage(chosen as Language)} />
        <Select label={t('account.dataLanguage')} allowDeselect={false} value={me.localeDefault} data={locales.map(({ id, name }) => ({ value: id, label: name }))} onChange={(chosen) => chosen && begin(chosen)} />
      </SimpleGrid>
      <div>
        <Input.Label component="div" display="block" mb={4}>{t('account.decimals')}</Input.Label>
        <SegmentedControl aria-label={t('account.decimals')} value={me.decimalFormat} onChange={(chosen) => change.mutate({ decimalFormat: chosen as Me['decimalFormat'] })} data={[{ value: 'dot', label: t('account.dot') }, { value: 'comma', label: t('account.comma') }]} />
      </div>
      <Checkbox label={t('account.zoneAuto')} checked={me.isAutomaticTimezone} onChange={(event) => change.mutate({ isAutomaticTimezone: event.currentTarget.checked, ...(event.currentTarget.checked && { timezone: HERE }) })} />
      <Select label={t('account.zone')} searchable limit={60} allowDeselect={false} disabled={me.isAutomaticTimezone} value={me.timezone} data={zones} onChange={(chosen) => chosen && change.mutate({ timezone: chosen })} />
    </Stack>
  )
}
