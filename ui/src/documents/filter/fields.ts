import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import type { Definitions } from '../useDefinitions'
import type { Op } from './conditions'

export type Kind = 'text' | 'number' | 'price' | 'measure' | 'day' | 'moment' | 'list' | 'boolean' | 'presence' | 'code' | 'classification' | 'choice' | 'percent'

/** Something that documents are asked for. */
export interface Field {
  key: string
  title: string
  kind: Kind
  /** It is asked in a language; of completeness in one, of values in any if none is said. */
  languages?: 'one' | 'any'
  attribute?: Attribute
  /** What a `choice` chooses from. */
  options?: { value: string; label: string }[]
  isAttribute: boolean
  ops: readonly Op[]
}

const OPS: Record<Kind, readonly Op[]> = {
  text: ['contains', 'is', 'isNot', 'startsWith', 'endsWith', 'filled', 'missing'],
  number: ['is', 'gt', 'gte', 'lt', 'lte', 'between', 'filled', 'missing'],
  price: ['is', 'gt', 'gte', 'lt', 'lte', 'between', 'filled', 'missing'],
  measure: ['gt', 'gte', 'lt', 'lte', 'between', 'filled', 'missing'],
  day: ['is', 'gte', 'lte', 'between', 'filled', 'missing'],
  moment: ['after', 'before'],
  list: ['in', 'notIn', 'filled', 'missing'],
  boolean: ['is', 'filled', 'missing'],
  presence: ['filled', 'missing'],
  code: ['in', 'startsWith', 'contains'],
  classification: ['below', 'in', 'notBelow', 'missing'],
  choice: ['in', 'notIn'],
  percent: ['lt', 'gte', 'between'],
}

const KINDS: Record<string, Kind> = {
  integer: 'number', decimal: 'number', price: 'price', measure: 'measure', boolean: 'boolean', date: 'day', datetime: 'day', time: 'text', select: 'list',
  multiselect: 'list', media: 'presence', document: 'presence', table: 'presence', json: 'presence', html: 'text', multiline: 'text',
}

/** All that the documents of a type may be asked for, by key. */
export function useFields(definitions: Definitions): Map<string, Field> {
  const { t, i18n } = useTranslation('documents')
  const label = useLabel()
  return useMemo(() => {
    const { attributes, settings, workflows, tags, sets } = definitions
    const own = (key: string, title: string, kind: Kind, more: Partial<Field> = {}): Field => ({ key, title, kind, isAttribute: false, ops: OPS[kind], ...more })
    const fields = [
      own('id', t('columns.id'), 'code'),
      own('classifications', t('columns.classifications'), 'classification'),
      ...settings.map((one) => own(`completeness.${one.id}`, `${t('columns.completeness')} · ${label(one.name, one.id)}`, 'percent', { languages: 'one' })),
      ...workflows.map((one) => own(`workflow.${one.id}`, label(one.name, one.id), 'choice', {
        options: Object.values(one.nodes).map((node) => ({ value: node.id, label: label(node.name, node.id) })),
      })),
      ...(tags.length > 0 ? [own('tags', t('columns.tags'), 'choice', { options: named(tags, label) })] : []),
      ...(sets.length > 0 ? [own('attributeSet', t('columns.attributeSet'), 'choice', { options: named(sets, label), ops: ['in', 'notIn', 'missing'] })] : []),
      own('assetLinks', t('filter.assetLinks'), 'presence'),
      own('documentLinks', t('filter.documentLinks'), 'presence'),
      own('parentLinks', t('filter.parentLinks'), 'presence'),
      own('isActive', t('columns.isActive'), 'boolean', { ops: ['is'] }),
      own('dateCreated', t('columns.dateCreated'), 'moment'),
      own('dateModified', t('columns.dateModified'), 'moment'),
      ...attributes.map(fieldOf),
    ]
    return new Map(fields.map((field) => [field.key, field]))

    function fieldOf(attribute: Attribute): Field {
      const kind = attribute.isFilterable ? KINDS[attribute.type] ?? 'text' : 'presence'
      return {
        key: `attributes.${attribute.id}`,
        title: label(attribute.name, attribute.id),
        kind,
        ops: OPS[kind],
        isAttribute: true,
        attribute,
        languages: attribute.isLocalizable ? 'any' : undefined,
      }
    }
  }, [definitions, i18n.language, t])
}

const named = (things: { id: string; name: Record<string, string> }[], label: ReturnType<typeof useLabel>) =>
  things.map((one) => ({ value: one.id, label: label(one.name, one.id) }))
