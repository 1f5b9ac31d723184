import { createContext, use } from 'react'
import type { Product, Resource } from './model'
import type { Draft } from './useDraft'

/** What the parts of a product's page share. */
export interface OfProduct {
  resource: Resource
  id: string
  /** The document type, of a variant too. */
  type: string
  product: Product
  title: string
  /** Of a variant: its document. */
  parent: Product | undefined
  /** Of a variant: its values and those that it inherits. */
  inherited: Record<string, unknown> | undefined
  draft: Draft
}

export const ProductContext = createContext<OfProduct | null>(null)

export function useOfProduct(): OfProduct {
  const of = use(ProductContext)
  if (!of) throw new Error('this stands on a product’s page only')
  return of
}
