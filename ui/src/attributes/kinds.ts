import type { Attribute } from '@/api/types'
import { boolean } from './boolean'
import { color } from './color'
import { date } from './date'
import { datetime } from './datetime'
import { decimal } from './decimal'
import { document } from './document'
import { email } from './email'
import { gtin } from './gtin'
import { html } from './html'
import { integer } from './integer'
import { json } from './json'
import { Typed, type Kind } from './kind'
import { measure } from './measure'
import { media } from './media'
import { multiline } from './multiline'
import { multiselect } from './multiselect'
import { price } from './price'
import { select } from './select'
import { table } from './table'
import { text } from './text'
import { time } from './time'
import { url } from './url'

// Each kind has values of a shape of its own, and the attribute's type says which: no common type can tell.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const KINDS: Record<string, Kind<any>> = {
  text, multiline, html, integer, decimal, price, measure, boolean, date, datetime, time, select, multiselect,
  media, document, table, json, url, email, color, gtin,
}

/** How the values of an attribute are read and written; a type that isn't known is shown as JSON. */
export const kindOf = (attribute: Attribute): Kind<unknown> => KINDS[attribute.type] ?? json

/** Whether there is a value: false and 0 are some. */
export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** A value as the server takes it; null clears. */
export function written(attribute: Attribute, value: unknown): unknown {
  if (isEmpty(value)) return null
  if (value instanceof Typed) return value.text
  const { write } = kindOf(attribute)
  return write ? write(value) : value
}

/** Whether two values say the same. */
export function isSame(attribute: Attribute, one: unknown, other: unknown): boolean {
  return JSON.stringify(written(attribute, one)) === JSON.stringify(written(attribute, other))
}

/** The value of an attribute in a language, or its only one. */
export function valueOf(values: Record<string, unknown>, attribute: Attribute, locale: string): unknown {
  const value = values[attribute.id]
  if (!attribute.isLocalizable) return value ?? null
  return (value as Record<string, unknown> | null | undefined)?.[locale] ?? null
}
