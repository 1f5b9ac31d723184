import type { Item, Labels, Ref, Stamps } from '@/api/types'

/** What a channel or the tree of assets is: a catalog with classifications below its root. */
export interface Catalog extends Stamps {
  id: string
  name: string
  description: string | null
  objectType: 'document' | 'asset'
  root: Ref
}

/** A node as the tree needs it. */
export interface Node {
  id: string
  parent: Ref | null
  name: Labels
  isActive: boolean
  sequence: number
}

/** A classification with all that is known of it. */
export interface Classification extends Item {
  parent: Ref | null
  name: Labels
  sequence: number
  level: number
  children: Ref[]
  catalogs: Ref[]
  objectType: 'document' | 'asset'
}
