import { useAttributes } from '@/api/model'
import type { Listed } from '@/attributes/values'
import { useLabel } from '@/layout/DataLocale'
import type { Product } from './model'
import { useTitle } from './useTitle'

/** What a variant is called: as its document, and by what it has of lists itself. */
export function useVariantTitle(): (variant: Product, parent: Product, type: string) => string {
  const titleOf = useTitle()
  const label = useLabel()
  const attributes = useAttributes()
  return (variant, parent, type) => {
    const own = Object.entries(variant.attributes).filter(([code]) => attributes.get(code)?.type === 'select')
    const words = own.flatMap(([, value]) => (value as Listed[]).map((one) => label(one.labels, one.code)))
    return words.length ? `${titleOf(parent, type)} · ${words.join(', ')}` : variant.id
  }
}
