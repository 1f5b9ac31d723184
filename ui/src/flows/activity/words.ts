import { useTranslation } from 'react-i18next'
import { useAttributes } from '@/api/model'
import { useLabel } from '@/layout/DataLocale'

/** What a path in a change is called: the label of an attribute with its language, or the name of a property. */
export function usePathName(): (path: string) => string {
  const { t } = useTranslation('flows')
  const attributes = useAttributes()
  const label = useLabel()
  return (path) => {
    const [, code, locale] = path.match(/^attributes\.([^.]+)(?:\.(.+))?$/) ?? []
    const workflow = path.match(/^workflows\.(.+)$/)?.[1]
    if (workflow) return t('path.workflow', { name: workflow })
    if (!code) return t(`path.${path}`, { defaultValue: path })
    const attribute = attributes.get(code)
    const name = attribute ? label(attribute.name, code) : code
    return locale ? `${name} (${locale})` : name
  }
}

/** A value in few words. */
export function useShown(): (value: unknown) => string {
  const { t, i18n } = useTranslation('flows')
  const shown = (value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (typeof value === 'number') return value.toLocaleString(i18n.language, { maximumFractionDigits: 10 })
    if (typeof value === 'string') return value
    if (Array.isArray(value)) return value.map(shown).join(', ')
    if (!value || typeof value !== 'object') return '–'
    const { amount, currency, value: number, unit, id } = value as Record<string, unknown>
    if (currency !== undefined) return `${shown(amount)} ${String(currency)}`
    if (unit !== undefined) return `${shown(number)} ${String(unit)}`
    return typeof id === 'string' ? id : JSON.stringify(value)
  }
  return shown
}
