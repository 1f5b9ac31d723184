import { useElementSize } from '@mantine/hooks'
import { useState, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompletenessSetting } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import styles from './CompletenessChart.module.css'
import { readChart, type Chart } from './chart'
import type { Day } from './completeness'

interface Props {
  days: Day[]
  settings: CompletenessSetting[]
  height: number
}

/** A line for each setting, drawn here: a library of charts weighs more than all of Home. */
export function CompletenessChart({ days, settings, height }: Props) {
  const { t, i18n } = useTranslation('home')
  const label = useLabel()
  const { ref, width } = useElementSize()
  const [at, setAt] = useState<number | null>(null)
  const chart = readChart(days, settings, width, height)
  const percent = (value: number, digits = 0) => t('completeness.percent', { value: value.toLocaleString(i18n.language, { maximumFractionDigits: digits }) })
  const day = (date: string) => new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(date))
  const point = (event: PointerEvent<SVGSVGElement>) => setAt(chart.nearest(event.clientX - event.currentTarget.getBoundingClientRect().left))
  const told = chart.lines.map(({ setting, values }) => `${label(setting.name, setting.id)}: ${percent(values.at(-1) ?? 0, 1)}`).join(', ')
  return (
    <div className={styles.chart}>
      <div className={styles.legend} aria-hidden>
        {chart.lines.map(({ setting }) => <span key={setting.id}><i style={{ background: setting.color }} />{label(setting.name, setting.id)}</span>)}
      </div>
      <div ref={ref} className={styles.ground}>
        {width > 0 && (
          <svg width={width} height={height} role="img" aria-label={told} onPointerMove={point} onPointerLeave={() => setAt(null)}>
            {chart.levels.map(({ value, y }) => (
              <g key={value} className={styles.level}>
                <line x1={chart.left} x2={width} y1={y} y2={y} />
                <text x={chart.left - 8} y={y} textAnchor="end" dominantBaseline="middle">{percent(value)}</text>
              </g>
            ))}
            {chart.marks.map(({ date, x }) => <text key={date} x={x} y={height - 6} textAnchor="middle" className={styles.date}>{day(date)}</text>)}
            {at !== null && <line x1={chart.x(at)} x2={chart.x(at)} y1={0} y2={chart.bottom} className={styles.pointer} />}
            {chart.lines.map(({ setting, path }) => <path key={setting.id} d={path} stroke={setting.color} className={styles.line} />)}
            {at !== null && chart.lines.map(({ setting, values }) => <circle key={setting.id} cx={chart.x(at)} cy={chart.y(values[at] ?? 0)} r={4} fill={setting.color} />)}
          </svg>
        )}
        {at !== null && <Pointed chart={chart} at={at} width={width} title={day(chart.dates[at] ?? '')} percent={(value) => percent(value, 1)} />}
      </div>
    </div>
  )
}

function Pointed({ chart, at, width, title, percent }: { chart: Chart; at: number; width: number; title: string; percent: (value: number) => string }) {
  const label = useLabel()
  const isRight = chart.x(at) > width / 2
  const place = isRight ? { right: width - chart.x(at) + 12 } : { left: chart.x(at) + 12 }
  return (
    <div className={styles.pointed} style={place}>
      <strong>{title}</strong>
      {chart.lines.map(({ setting, values }) => (
        <span key={setting.id}><i style={{ background: setting.color }} />{label(setting.name, setting.id)}<b>{percent(values[at] ?? 0)}</b></span>
      ))}
    </div>
  )
}
