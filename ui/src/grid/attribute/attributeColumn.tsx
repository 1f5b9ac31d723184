import type { Attribute, Item } from '@/api/types'
import type { GridColumn } from '../types'
import { BooleanEditor, ValuesEditor } from './ChoiceEditor'
import { MultilineEditor } from './MultilineEditor'
import { parsed, TYPED } from './parsing'
import { plainText, shownText, type Speech } from './texts'

const WIDTHS: Record<string, number> = { integer: 110, decimal: 110, boolean: 110, date: 130, datetime: 180, html: 320, multiline: 280, color: 120, price: 180, measure: 120 }

/** The column of an attribute, in one language if it is localised. */
export function attributeColumn<T extends Pick<Item, 'attributes'>>(attribute: Attribute, locale: string, speech: Speech, key: string): GridColumn<T> {
  const isTyped = TYPED.has(attribute.type) && !attribute.isReadOnly
  return {
    key,
    title: speech.label(attribute.name, attribute.id),
    width: WIDTHS[attribute.type] ?? 180,
    isSortable: attribute.isFilterable && !['table', 'json', 'media', 'document'].includes(attribute.type),
    align: ['integer', 'decimal', 'measure', 'price'].includes(attribute.type) ? 'end' : undefined,
    value: (item) => valueOf(item, attribute, locale),
    text: (value) => shownText(attribute, value, speech),
    plain: (value) => plainText(attribute, value, speech),
    draw: attribute.type === 'color' ? (h, _, value) => swatch(h, value) : undefined,
    editing: isTyped ? { parse: (text) => parsed(attribute, text, speech), editor: editorOf(attribute) } : undefined,
  }
}

/** What an item holds in an attribute, in a language. */
export function valueOf(item: Pick<Item, 'attributes'>, attribute: Attribute, locale: string): unknown {
  const value = item.attributes[attribute.id]
  return attribute.isLocalizable ? (value as Record<string, unknown> | undefined)?.[locale] : value
}

function editorOf(attribute: Attribute) {
  if (attribute.type === 'boolean') return BooleanEditor
  if (attribute.type === 'multiline') return MultilineEditor
  if (attribute.type === 'select' || attribute.type === 'multiselect') {
    return ValuesEditor(attribute.id, attribute.type === 'multiselect')
  }
  return undefined
}

function swatch(h: Parameters<NonNullable<GridColumn<unknown>['draw']>>[0], value: unknown) {
  if (!value) return ''
  return h('span', { class: 'vg-swatch' }, [
    h('span', { class: 'vg-dab', style: { background: String(value) } }),
    h('span', { class: 'vg-text' }, String(value)),
  ])
}
