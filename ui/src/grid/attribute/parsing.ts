/** How what is typed or pasted becomes a value, by the type of its attribute. */
import type { Attribute } from '@/api/types'
import { readNumber } from '../numbers'
import type { Parsed } from '../types'
import { loadValues } from '@/attributes/values'
import type { Amount, Listed, Measure, Speech } from './texts'

const YES = ['true', 'yes', 'oui', 'vrai', '1', 'x', '✓']
const NO = ['false', 'no', 'non', 'faux', '0']

/** The types that a grid edits; others are edited on the page of their document. */
export const TYPED = new Set([
  'text', 'multiline', 'url', 'email', 'color', 'gtin', 'time', 'integer', 'decimal', 'boolean', 'date', 'datetime', 'select', 'multiselect', 'price', 'measure',
])

/** Reads a text; an empty one clears. */
export function parsed(attribute: Attribute, text: string, speech: Speech): Parsed | Promise<Parsed> {
  const trimmed = text.trim()
  if (trimmed === '') return { value: null }
  const { t } = speech
  switch (attribute.type) {
    case 'integer': return whole(trimmed, t('grid:notInteger'), t('grid:notNumber'))
    case 'decimal': return orError(readNumber(trimmed), t('grid:notNumber'))
    case 'boolean': return yesOrNo(trimmed, t('grid:notBoolean'))
    case 'date': return orError(day(trimmed), t('grid:notDate'))
    case 'datetime': return orError(moment(trimmed), t('grid:notMoment'))
    case 'select': return listed(attribute.id, [trimmed], speech)
    case 'multiselect': return listed(attribute.id, trimmed.split(/\s*[|;,\n]\s*/).filter(Boolean), speech)
    case 'price': return price(attribute, trimmed, t('grid:notPrice'))
    case 'measure': return orError(measure(trimmed), t('grid:notMeasure', { units: '' }))
    case 'multiline': return { value: text }
    default: return { value: trimmed }
  }
}

/** A value as it is sent. */
export function written(attribute: Attribute, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return null
  if (attribute.type === 'select') return (value as Listed[])[0]?.code ?? null
  if (attribute.type === 'multiselect') return (value as Listed[]).map((one) => one.code)
  return value
}

const orError = (value: unknown, error: string): Parsed => (value === null ? { error } : { value })

function whole(text: string, notWhole: string, notNumber: string): Parsed {
  const value = readNumber(text)
  if (value === null) return { error: notNumber }
  return Number.isInteger(value) ? { value } : { error: notWhole }
}

function yesOrNo(text: string, error: string): Parsed {
  const word = text.toLowerCase()
  if (YES.includes(word)) return { value: true }
  return NO.includes(word) ? { value: false } : { error }
}

/** A day as 2026-11-30, 30/11/2026 or 30.11.2026. */
function day(text: string): string | null {
  const iso = text.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/)
  const spoken = text.match(/^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/)
  const [year, month, date] = iso ? [iso[1], iso[2], iso[3]] : spoken ? [spoken[3], spoken[2], spoken[1]] : []
  if (!year || !month || !date) return null
  const made = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return Number.isNaN(new Date(made).getTime()) ? null : made
}

function moment(text: string): string | null {
  const [date = '', time = '00:00'] = text.split(/[T ]+/)
  const found = day(date)
  if (!found || !/^\d{1,2}:\d{2}(:\d{2})?Z?$/.test(time)) return null
  const [hours = '', ...rest] = time.replace('Z', '').split(':')
  return [found, [hours.padStart(2, '0'), ...(rest.length === 1 ? [...rest, '00'] : rest)].join(':')].join('T')
}

async function listed(attribute: string, names: string[], { label, t }: Speech): Promise<Parsed> {
  const values = await loadValues(attribute)
  const found: Listed[] = []
  for (const name of names) {
    const folded = name.toLocaleLowerCase()
    const one = values.find((value) => value.code === name)
      ?? values.find((value) => label(value.labels).toLocaleLowerCase() === folded || Object.values(value.labels).some((text) => text.toLocaleLowerCase() === folded))
    if (!one) return { error: t('grid:notValue', { text: name }) }
    found.push({ code: one.code, labels: one.labels })
  }
  return { value: found }
}

function price(attribute: Attribute, text: string, error: string): Parsed {
  const allowed = (attribute.constraints.currencies as string[] | undefined) ?? []
  const amounts: Amount[] = []
  for (const part of text.split(/\s*[;·|\n]\s*/).filter(Boolean)) {
    const currency = part.match(/[A-Za-z]{3}/)?.[0].toUpperCase() ?? (allowed.length === 1 ? allowed[0] : undefined)
    const amount = readNumber(part.replace(/[A-Za-z]{3}/, ''))
    if (!currency || amount === null) return { error }
    amounts.push({ amount, currency })
  }
  return { value: amounts }
}

function measure(text: string): Measure | null {
  const found = text.match(/^([+-]?[\d\s.,'’\u00a0\u202f]+)\s*(\S.*)$/)
  const value = found ? readNumber(found[1]!) : null
  return found && value !== null ? { value, unit: found[2]!.trim() } : null
}
