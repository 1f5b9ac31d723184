import type { CompletenessOf, Item, Labels, Placed, Ref } from '@/api/types'

/** A document as lists print it. */
export interface Document extends Item {
  documentType: Ref
  attributeSet: Ref | null
  classifications: Placed[]
  tags: Ref[]
  workflows: { workflow: Ref; node: Ref }[]
  completeness: CompletenessOf[]
  mainAssetThumbnailUrl: string | null
  variants: { id: string }[]
  '@etag'?: string
}

export interface CompletenessSetting {
  id: string
  name: Labels
  documentType: Ref
}

export interface WorkflowNode {
  id: string
  name: Labels
  color: string | null
}

export interface Workflow {
  id: string
  name: Labels
  documentType: Ref
  nodes: Record<string, WorkflowNode>
}

export interface Tag {
  id: string
  name: Labels
  documentType: Ref
  color: string | null
  rules: unknown[]
}

export interface AttributeSet {
  id: string
  name: Labels
  documentType: Ref
  isDefault: boolean
}

export interface LinkType {
  id: string
  name: Labels
  originType: string
  targetType: string
}

export interface Classification {
  id: string
  name: Labels
  parent: Ref | null
  level: number
  objectType: string
}
