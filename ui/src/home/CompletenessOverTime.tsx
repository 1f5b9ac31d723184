import { SegmentedControl, Skeleton, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocales } from '@/api/model'
import { Failed } from '@/components/Failed'
import { useDataLocale } from '@/layout/DataLocale'
import { Card } from './Card'
import { CompletenessChart } from './CompletenessChart'
import { useDays, useSettings } from './completeness'

const SPANS = ['30', '60', '365'] as const
const HEIGHT = 240

/** How completeness went, in the language that is worked in: a line for each setting. */
export function CompletenessOverTime() {
  const { t } = useTranslation('home')
  const { locale } = useDataLocale()
  const name = useLocales().find((one) => one.id === locale)?.name ?? locale
  const [span, setSpan] = useState<string>(SPANS[0])
  const after = new Date(Date.now() - Number(span) * 86_400_000).toISOString().slice(0, 10)
  const settings = useSettings()
  const days = useDays(locale, after)
  const choose = (
    <SegmentedControl size="xs" aria-label={t('completeness.span')} value={span} onChange={setSpan} data={SPANS.map((value) => ({ value, label: t(`completeness.days.${value}`) }))} />
  )
  return (
    <Card title={t('completeness.time', { locale: name })} aside={choose}>
      {days.error ? <Failed error={days.error} onRetry={() => void days.refetch()} />
        : !days.data || !settings.data ? <Skeleton h={HEIGHT} />
        : days.data.length === 0 ? <Text c="var(--soft)" size="sm">{t('completeness.young')}</Text>
        : <CompletenessChart days={days.data} settings={settings.data} height={HEIGHT} />}
    </Card>
  )
}
