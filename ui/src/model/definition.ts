/** The definitions of the model as the API prints them, and how they are read. */
import { useQuery } from '@tanstack/react-query'
import { all } from '@/api/client'
import type { Attribute, DocumentType, Labels, ObjectType, Ref, Stamps } from '@/api/types'

/** Anything that has a code and a name. */
export interface Definition extends Partial<Stamps> {
  id: string
  name: Labels | string
}

export interface AttributeGroup extends Definition {
  name: Labels
  /** 1: a tab, 2: a category, 3: a section, which holds attributes. */
  level: 1 | 2 | 3
  parent: Ref | null
  objectType: ObjectType
  documentType: Ref | null
  sequence: number
}

export interface AttributeSet extends Definition {
  name: Labels
  documentType: Ref
  attributes: Ref[]
  variantAttributes: Ref[]
  isDefault: boolean
}

export interface LinkType extends Definition {
  name: Labels
  originType: ObjectType
  targetType: ObjectType
  originDocumentTypes: Ref[]
  targetDocumentTypes: Ref[]
  priority: number
  isActive: boolean
}

export interface PredefinedValue extends Definition {
  attribute: Ref
  code: string
  name: Labels
  sequence: number
  isActive: boolean
}

export interface Unit {
  id: string
  name: Labels
  factor: number | string
}

export interface MeasureFamily extends Definition {
  name: Labels
  baseUnit: string
  units: Unit[]
}

export interface DataLocale extends Definition {
  name: string
  isData: boolean
  isInterface: boolean
  isDefault: boolean
  isActive: boolean
  fallback: Ref | null
}

export interface CompletenessSetting extends Definition {
  name: Labels
  color: string
  documentType: Ref
  attributes: Ref[]
  linkTypes: Ref[]
}

export interface WorkflowNode {
  id: string
  name: Labels
  color: string | null
}

export interface Transition {
  id: string
  name: Labels
  roles: string[]
  from: string | null
  to: string
}

export interface Workflow extends Definition {
  name: Labels
  description: Labels
  documentType: Ref
  nodes: Record<string, WorkflowNode | null>
  links: Record<string, Transition | null>
}

export interface Rule {
  attribute: Ref
  locale?: string
  operator: string
  value: unknown
}

export interface Tag extends Definition {
  name: Labels
  description: string | null
  documentType: Ref
  color: string
  isDefault: boolean
  rules: Rule[]
}

export interface ImageProfile extends Definition {
  name: string
  transformation: 'fill' | 'crop' | 'fit'
  width: number | null
  height: number | null
  format: 'jpg' | 'png' | 'webp' | 'original'
  background: string
  quality: number
}

/** Pictures of these lie at public addresses: only their names can be changed, and they stay. */
export const BUILT_IN_PROFILES = ['original', '600x600']

/** How far objects have followed a change of their definition. */
export interface Changing {
  changing?: { done: number; total: number }
}

interface Known {
  attributes: Attribute & Changing
  'attribute-groups': AttributeGroup
  'attributes-sets': AttributeSet
  'document-types': DocumentType & Changing
  'link-types': LinkType
  'measure-families': MeasureFamily
  locales: DataLocale
  'completeness-settings': CompletenessSetting & Changing
  workflows: Workflow & Changing
  tags: Tag & Changing
  'image-profiles': ImageProfile
}

/** The collections of definitions, by their names in addresses. */
export type Resource = keyof Known

/** What a collection of definitions holds. */
export type Of<R extends Resource> = Known[R]

/** All definitions of a collection. */
export function useDefinitions<R extends Resource>(resource: R) {
  return useQuery({
    queryKey: ['model', 'all', resource],
    queryFn: () => all<Of<R>>(`/api/${resource}`),
    staleTime: 60_000,
  })
}

const NONE: never[] = []

/** All definitions of a collection; none while they are being asked for. */
export function useThe<R extends Resource>(resource: R): Of<R>[] {
  return (useDefinitions(resource).data as Of<R>[] | undefined) ?? NONE
}

/** Orders by the place that was given to each. */
export const bySequence = (a: { sequence: number }, b: { sequence: number }) => a.sequence - b.sequence

/** The languages in which definitions are named, the default one first. */
export function useNameLocales(of: 'isInterface' | 'isData' = 'isInterface'): DataLocale[] {
  const locales = useThe('locales').filter((locale) => locale.isActive && locale[of])
  return locales.sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.id.localeCompare(b.id))
}
