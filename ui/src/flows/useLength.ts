import { useTranslation } from 'react-i18next'

const STEPS = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]] as const

/** Says a length of time, in seconds, in words. */
export function useLength(): (seconds: number) => string {
  const { i18n } = useTranslation()
  return (seconds) => {
    const [unit, length] = STEPS.find(([, one]) => seconds >= one) ?? STEPS[3]
    return new Intl.NumberFormat(i18n.language, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.round(seconds / length))
  }
}
