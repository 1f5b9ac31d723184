/** What the lines of a file may be, and the columns that they may have beside attributes. */
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { all } from '@/api/client'
import { useAttributes, useDocumentTypes } from '@/api/model'
import type { Attribute, Labels } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'

interface LinkType {
  id: string
  name: Labels
}

const DEFINITIONS = [
  'attributes', 'attribute-groups', 'attributes-sets', 'document-types', 'link-types', 'catalogs', 'locales', 'measure-families',
  'tags', 'workflows', 'completeness-settings', 'image-profiles', 'keyvalues',
]

/** The standard columns, by the kind of line; the first name what a line is about. */
const PROPERTIES: Record<string, string[]> = {
  document: ['document_code', 'document_type_code', 'document_name', 'attribute_set_code', 'classification_code', 'tag_code', 'workflow_node', 'is_active'],
  variant: ['variant_code', 'document_code', 'position', 'is_active'],
  asset: ['asset_code', 'asset_name', 'asset_url', 'classification_code', 'is_active'],
  classification: ['classification_code', 'classification_name', 'parent_code', 'catalog_code', 'position', 'is_active'],
  link: ['link_type_code', 'parent_code', 'child_code', 'position'],
  'predefined-value': ['attribute_code', 'value_code', 'value_label', 'position', 'is_active'],
}

/** The columns that each kind needs for a line to be about something. */
const NEEDED: Record<string, string[]> = {
  document: ['document_code'],
  variant: ['variant_code'],
  asset: ['asset_code'],
  classification: ['classification_code'],
  link: ['parent_code', 'child_code'],
  'predefined-value': ['attribute_code', 'value_code'],
}

const kindOf = (model: string) => model.split('.')[0] ?? model
const typeOf = (model: string) => model.split('.')[1]

export const propertiesOf = (model: string) => PROPERTIES[kindOf(model)] ?? ['id']
export const neededOf = (model: string) => NEEDED[kindOf(model)] ?? ['id']

/** The list that the things of such lines are in, for its filters. */
export const listOf = (model: string) => {
  const kind = kindOf(model)
  return kind in PROPERTIES ? `${kind}s` : kind
}

/** Whether such lines hold values of attributes. */
export const isOfObjects = (model: string) => kindOf(model) in PROPERTIES && kindOf(model) !== 'predefined-value'

const useLinkTypes = () =>
  useQuery({ queryKey: ['model', 'link-types'], queryFn: () => all<LinkType>('/api/link-types'), staleTime: 60_000 }).data ?? []

/** All kinds of lines, grouped, for a choice. */
export function useLineKinds() {
  const label = useKindLabel()
  const { t } = useTranslation('flows')
  const types = useDocumentTypes()
  const links = useLinkTypes()
  const models = [
    ...types.flatMap((type) => [`document.${type.id}`, ...(type.hasVariants ? [`variant.${type.id}`] : [])]),
    'asset', 'classification', ...links.map((type) => `link.${type.id}`), 'predefined-value',
  ]
  const item = (value: string) => ({ value, label: label(value) })
  return [
    { group: t('kinds.objects'), items: models.map(item) },
    { group: t('kinds.model'), items: DEFINITIONS.map(item) },
  ]
}

/** Says what the lines are. */
export function useKindLabel(): (model: string | null | undefined) => string {
  const { t } = useTranslation('flows')
  const label = useLabel()
  const types = useDocumentTypes()
  const links = useLinkTypes()
  return (model) => {
    if (!model) return t('kinds.all')
    const [kind, of] = [kindOf(model), typeOf(model)]
    const type = of && (kind === 'link' ? links : types).find((one) => one.id === of)
    if (kind === 'document' && of) return type ? label(type.name, of) : of
    const name = t(`kinds.${kind}`, { defaultValue: kind })
    return of ? t('kinds.of', { kind: name, type: type ? label(type.name, of) : of }) : name
  }
}

/** The attributes whose values such lines may hold, by code. */
export function useAttributesOf(model: string | null): Attribute[] {
  const attributes = useAttributes()
  if (!model) return []
  const [kind, of] = [kindOf(model), typeOf(model)]
  const kinds = kind === 'variant' ? ['document', 'variant'] : [kind]
  const isOf = (attribute: Attribute) => {
    const own = kind === 'link' ? attribute.linkType : attribute.documentType
    return kinds.includes(attribute.objectType) && (!of || !own || own.id === of)
  }
  return [...attributes.values()].filter(isOf).sort((a, b) => a.sequence - b.sequence)
}
