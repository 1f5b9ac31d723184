import '@mantine/charts/styles.css'
import { LineChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import type { CompletenessSetting } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import type { Day } from './completeness'

/** A chunk of its own: what draws it is large. */
export default function CompletenessChart({ days, settings, height }: { days: Day[]; settings: CompletenessSetting[]; height: number }) {
  const { t, i18n } = useTranslation('home')
  const label = useLabel()
  const short = new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  // Where nothing is pointed at, the chart asks for the name of nothing.
  const day = (date: unknown) => (typeof date === 'string' && date ? short.format(new Date(date)) : '')
  const percent = (value: number) => t('completeness.percent', { value: value.toLocaleString(i18n.language, { maximumFractionDigits: 1 }) })
  return (
    <LineChart
      h={height}
      data={byDate(days)}
      dataKey="date"
      series={settings.map((setting) => ({ name: setting.id, label: label(setting.name, setting.id), color: setting.color }))}
      curveType="monotone"
      strokeWidth={2}
      withDots={false}
      withLegend
      connectNulls
      valueFormatter={percent}
      yAxisProps={{ domain: lowest(days), width: 52, allowDecimals: false }}
      xAxisProps={{ tickFormatter: day, minTickGap: 40 }}
      tooltipProps={{ labelFormatter: day }}
      tooltipAnimationDuration={0}
      lineProps={{ isAnimationActive: false }}
    />
  )
}

/** One row a day, one column a setting. */
function byDate(days: Day[]) {
  const rows = new Map<string, Record<string, string | number>>()
  for (const { date, completenessSetting, average } of days) {
    const row = rows.get(date) ?? { date }
    row[completenessSetting.id] = average
    rows.set(date, row)
  }
  return [...rows.values()].sort((a, b) => String(a.date).localeCompare(String(b.date)))
}

/** The axis begins at a full ten below what there is, so that a change can be seen. */
function lowest(days: Day[]): [number, number] {
  const least = Math.min(...days.map((day) => day.average))
  return [Math.max(0, Math.floor(least / 10) * 10 - 10), 100]
}
