import { useTranslation } from 'react-i18next'
import { useValues } from '@/attributes/values'
import { writeNumber } from '@/grid/numbers'
import { useLabel } from '@/layout/DataLocale'
import { shortLocale } from '../columns/titles'
import { useClassifications } from '../useDefinitions'
import { isWhole, type Condition } from './conditions'
import { wordOf } from './ConditionWords'
import type { Field } from './fields'

/** How many values are named; others are counted. */
const NAMED = 2

/** A condition in words: what, how, and with what. */
export function useWords(condition: Condition, field: Field | undefined): { title: string; how: string; what: string } {
  const { t, i18n } = useTranslation('documents')
  const label = useLabel()
  const values = useValues(field?.kind === 'list' ? field.attribute!.id : undefined).data
  const classifications = useClassifications(field?.kind === 'classification')
  const title = [field?.title ?? condition.field, condition.part && `(${shortLocale(condition.part)})`].filter(Boolean).join(' ')
  if (!field || !isWhole(condition)) return { title, how: '…', what: '' }
  const how = t(`filter.ops.${wordOf(condition.op, field)}` as 'filter.ops.is')
  if (condition.op === 'filled' || condition.op === 'missing') return { title, how, what: '' }

  const one = (value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'filter.yes' : 'filter.no')
    if (field.kind === 'day' || field.kind === 'moment') return new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(String(value)))
    if (typeof value === 'number') return writeNumber(value, i18n.language) + (field.kind === 'percent' ? '\u00a0%' : '')
    const code = String(value)
    const listed = values?.find((known) => known.code === code)
    if (listed) return label(listed.labels, code)
    const place = classifications?.get(code)
    if (place) return label(place.name, code)
    return field.options?.find((option) => option.value === code)?.label ?? code
  }
  const all = Array.isArray(condition.value) ? condition.value : [condition.value]
  if (condition.op === 'between') return { title, how: '', what: all.map(one).join(' – ') }
  const named = all.slice(0, NAMED).map(one).join(', ')
  return { title, how, what: all.length > NAMED ? t('filter.andMore', { named, count: all.length - NAMED }) : named }
}
