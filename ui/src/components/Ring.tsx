import { useTranslation } from 'react-i18next'

/** Completeness as one small ring: `value` in percent, 0 to 100. An empty label is for where the number stands beside it. */
export function Ring({ value, size = 16, label }: { value: number; size?: number; label?: string }) {
  const { t } = useTranslation()
  const stroke = Math.max(2, size / 7)
  const radius = (size - stroke) / 2
  const round = 2 * Math.PI * radius
  const colour = value >= 100 ? 'teal' : value >= 50 ? 'yellow' : 'red'
  return (
    <svg width={size} height={size} {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label ?? t('percent', { value }) })} style={{ flexShrink: 0 }}>
      <g transform={`rotate(-90 ${size / 2} ${size / 2})`} fill="none" strokeWidth={stroke}>
        <circle cx={size / 2} cy={size / 2} r={radius} stroke="var(--line)" />
        <circle cx={size / 2} cy={size / 2} r={radius} stroke={`var(--mantine-color-${colour}-6)`} strokeDasharray={`${(round * value) / 100} ${round}`} />
      </g>
    </svg>
  )
}
