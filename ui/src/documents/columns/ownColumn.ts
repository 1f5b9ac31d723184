import type { TFunction } from 'i18next'
import type { Labels } from '@/api/types'
import type { GridColumn } from '@/grid/types'
import type { Classification, Document } from '../types'
import type { Definitions } from '../useDefinitions'
import { drawLink, drawPicture, drawPills, drawRing } from './drawing'
import { columnTitle } from './titles'

export interface Surroundings {
  definitions: Definitions
  locale: string
  language: string
  label: (labels: Labels, code?: string) => string
  t: TFunction<'documents'>
  classifications: Map<string, Classification> | undefined
  open: (document: Document) => void
}

/** The column of what a document is, beside its attributes. */
export function ownColumn(key: string, around: Surroundings): GridColumn<Document> | undefined {
  const { definitions, label, t } = around
  const [kind = '', code = '', own] = key.split('.')
  const title = columnTitle(key, definitions, label, t)
  switch (kind) {
    case 'picture': return { key, title, width: 52, value: (document) => document.mainAssetThumbnailUrl, draw: (h, document) => drawPicture(h, document) }
    case 'id': return { key, title, width: 180, isSortable: true, value: (document) => document.id, draw: (h, document) => drawLink(h, document, around.open) }
    case 'completeness': return completeness(key, title, code, own ?? around.locale)
    case 'workflow': return workflow(key, title, code, around)
    case 'tags': return tags(key, title, around)
    case 'classifications': return classifications(key, title, around)
    case 'attributeSet': return { key, title, width: 140, value: (document) => nameIn(definitions.sets, document.attributeSet?.id, label) }
    case 'isActive': return { key, title, width: 100, value: (document) => document.isActive, text: (value) => t(value ? 'documents:active' : 'documents:inactive') }
    case 'variants': return { key, title, width: 100, align: 'end', value: (document) => document.variants.length }
    case 'dateCreated': case 'dateModified': return moment(key, title, kind, around.language)
    case 'createdBy': case 'updatedBy': return { key, title, width: 120, value: (document) => document[kind] }
    default: return undefined
  }
}

function completeness(key: string, title: string, setting: string, locale: string): GridColumn<Document> {
  const value = (document: Document) => document.completeness.find((one) => one.id === setting && one.locale === locale)?.value
  return { key, title, width: 130, isSortable: true, value, text: (percent) => `${percent} %`, draw: (h, _, percent) => drawRing(h, percent as number | undefined) }
}

function workflow(key: string, title: string, code: string, { definitions, label }: Surroundings): GridColumn<Document> {
  const nodes = definitions.workflows.find((one) => one.id === code)?.nodes ?? {}
  const nodeOf = (document: Document) => nodes[document.workflows.find((one) => one.workflow.id === code)?.node.id ?? '']
  return {
    key, title, width: 130,
    value: (document) => { const node = nodeOf(document); return node && label(node.name, node.id) },
    draw: (h, document) => { const node = nodeOf(document); return node ? drawPills(h, [{ name: label(node.name, node.id), colour: node.color }]) : '' },
  }
}

function tags(key: string, title: string, { definitions, label }: Surroundings): GridColumn<Document> {
  const known = (document: Document) => document.tags.map((tag) => definitions.tags.find((one) => one.id === tag.id) ?? { id: tag.id, name: {}, color: null })
  return {
    key, title, width: 180,
    value: (document) => known(document).map((tag) => label(tag.name, tag.id)).join(', '),
    draw: (h, document) => drawPills(h, known(document).map((tag) => ({ name: label(tag.name, tag.id), colour: tag.color }))),
  }
}

function classifications(key: string, title: string, { classifications: known, label }: Surroundings): GridColumn<Document> {
  const name = (id: string) => { const one = known?.get(id); return one ? label(one.name, id) : id }
  return { key, title, width: 220, value: (document) => document.classifications.map((one) => name(one.id)).join(', ') }
}

function moment(key: string, title: string, kind: 'dateCreated' | 'dateModified', language: string): GridColumn<Document> {
  const style = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return { key, title, width: 170, isSortable: true, value: (document) => document[kind], text: (value) => style.format(new Date(String(value))) }
}

const nameIn = (things: { id: string; name: Labels }[], id: string | undefined, label: Surroundings['label']) => {
  const thing = things.find((one) => one.id === id)
  return thing ? label(thing.name, thing.id) : id
}
