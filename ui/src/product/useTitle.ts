import { useDocumentTypes } from '@/api/model'
import type { Labels } from '@/api/types'
import { useDataLocale } from '@/layout/DataLocale'
import type { Product } from './model'

/** The title of a product in the data language, else in any, else its code. */
export function useTitle(): (product: Product, type: string) => string {
  const { locale } = useDataLocale()
  const types = useDocumentTypes()
  return (product, type) => {
    const attribute = types.find((one) => one.id === type)?.titleAttribute?.id
    const value = attribute ? product.attributes[attribute] : null
    if (typeof value === 'string') return value || product.id
    const labels = (value ?? {}) as Labels
    return labels[locale] || Object.values(labels)[0] || product.id
  }
}
