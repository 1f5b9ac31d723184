/** What a product's page reads of the model, beside attributes. */
import { useQuery } from '@tanstack/react-query'
import { all } from '@/api/client'
import type { CompletenessOf, Item, Labels, Ref } from '@/api/types'

export type Resource = 'documents' | 'variants'

export interface LinkOf {
  id: string
  linkType: Ref
  sequence: number
  target?: Ref
  origin?: Ref
}

/** A document or a variant, as it is printed. */
export interface Product extends Item {
  documentType?: Ref
  /** Of a variant: what it is a variant of. */
  document?: Ref
  attributeSet: Ref | null
  classifications?: Ref[]
  tags?: Ref[]
  workflows?: { workflow: Ref; node: Ref }[]
  completeness?: CompletenessOf[]
  mainAssetThumbnailUrl: string | null
  variants?: { id: string; isActive: boolean; sequence: number; attributes: Record<string, unknown> }[]
  assetLinks: LinkOf[]
  documentLinks: LinkOf[]
  parentLinks: LinkOf[]
}

interface Defined {
  id: string
  name: Labels
}

export interface AttributeGroup extends Defined {
  level: number
  parent: Ref | null
  objectType: string
  documentType: Ref | null
  sequence: number
}

export interface AttributeSet extends Defined {
  documentType: Ref
  attributes: Ref[]
  variantAttributes: Ref[]
}

export interface CompletenessSetting extends Defined {
  color: string
  documentType: Ref
  attributes: Ref[]
  linkTypes: Ref[]
}

export interface Workflow extends Defined {
  documentType: Ref
  nodes: Record<string, { id: string; name: Labels; color?: string | null }>
  links: Record<string, { id: string; name?: Labels; roles: string[]; from: string | null; to: string }>
}

export interface Tag extends Defined {
  documentType: Ref
  color: string
  rules: unknown[]
}

export interface LinkType extends Defined {
  originType: 'document' | 'variant'
  targetType: 'document' | 'variant' | 'asset'
  originDocumentTypes: Ref[]
  targetDocumentTypes: Ref[]
  priority: number
  isActive: boolean
}

function useDefined<T>(path: string): T[] {
  return useQuery({ queryKey: ['model', path], queryFn: () => all<T>(`/api/${path}`), staleTime: 60_000 }).data ?? []
}

export const useAttributeGroups = () => useDefined<AttributeGroup>('attribute-groups')
export const useAttributeSets = (type: string) => useDefined<AttributeSet>('attributes-sets').filter((set) => set.documentType.id === type)
export const useCompletenessSettings = (type: string) => useDefined<CompletenessSetting>('completeness-settings').filter((one) => one.documentType.id === type)
export const useWorkflows = (type: string) => useDefined<Workflow>('workflows').filter((one) => one.documentType.id === type)
export const useTags = (type: string) => useDefined<Tag>('tags').filter((one) => one.documentType.id === type)

/** The link types that lead from documents (or variants) of a type, the weightiest first. */
export function useLinkTypes(origin: 'document' | 'variant', type: string): LinkType[] {
  const fits = (one: LinkType) => one.isActive && one.originType === origin && (one.originDocumentTypes.length === 0 || one.originDocumentTypes.some(({ id }) => id === type))
  return useDefined<LinkType>('link-types').filter(fits).sort((a, b) => a.priority - b.priority)
}

/** Whether two lists name the same things. */
export const hasId = (refs: readonly Ref[] | undefined, id: string): boolean => (refs ?? []).some((ref) => ref.id === id)
