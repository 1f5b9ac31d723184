/** How values read in a cell, by the type of their attribute. */
import type { Attribute, Labels } from '@/api/types'
import { writeNumber } from '../numbers'

/** A value of a list, as documents print it. */
export interface Listed {
  code: string
  labels: Labels
}

export interface Amount {
  amount: number
  currency: string
}

export interface Measure {
  value: number
  unit: string
}

/** What texts need to know of who reads. */
export interface Speech {
  language: string
  label: (labels: Labels, code?: string) => string
  t: (key: string, values?: Record<string, unknown>) => string
}

/** As it is shown. */
export function shownText(attribute: Attribute, value: unknown, { language, label, t }: Speech): string {
  switch (attribute.type) {
    case 'integer': case 'decimal': return writeNumber(Number(value), language)
    case 'boolean': return t(value ? 'grid:yes' : 'grid:no')
    case 'date': return date(String(value), language, { dateStyle: 'medium' })
    case 'datetime': return date(`${String(value)}Z`, language, { dateStyle: 'medium', timeStyle: 'short' })
    case 'select': case 'multiselect': return (value as Listed[]).map((one) => label(one.labels, one.code)).join(', ')
    case 'price': return (value as Amount[]).map((one) => `${writeNumber(one.amount, language)} ${one.currency}`).join(' · ')
    case 'measure': return `${writeNumber((value as Measure).value, language)} ${(value as Measure).unit}`
    case 'media': case 'document': return (value as { id: string }[]).map((one) => one.id).join(', ')
    case 'table': return t('grid:rows', { count: (value as unknown[]).length })
    case 'json': return JSON.stringify(value)
    case 'html': return textOfHtml(String(value))
    default: return String(value)
  }
}

/** As it is copied and typed: without thousands, days as 2026-11-30, lists by their codes where labels have commas. */
export function plainText(attribute: Attribute, value: unknown, speech: Speech): string {
  switch (attribute.type) {
    case 'integer': case 'decimal': return bare(Number(value), speech.language)
    case 'date': return String(value)
    case 'datetime': return String(value).replace('T', ' ').replace(/:00$/, '')
    case 'price': return (value as Amount[]).map((one) => `${bare(one.amount, speech.language)} ${one.currency}`).join('; ')
    case 'measure': return `${bare((value as Measure).value, speech.language)} ${(value as Measure).unit}`
    case 'html': return String(value)
    default: return shownText(attribute, value, speech)
  }
}

const bare = (value: number, language: string) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 20, useGrouping: false }).format(value)

function date(value: string, language: string, style: Intl.DateTimeFormatOptions): string {
  const moment = new Date(value)
  return Number.isNaN(moment.getTime()) ? value : new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC' }).format(moment)
}

/** The words of a rich text; it is parsed without being shown, so nothing in it loads or runs. */
function textOfHtml(html: string): string {
  const parsed = new DOMParser().parseFromString(html.replace(/<\/(p|li|h\d|div)>|<br\s*\/?>/g, '$& '), 'text/html')
  return (parsed.body.textContent ?? '').trim()
}
