import { useCallback } from 'react'
import type { Labels } from '@/api/types'
import { useDataLocale } from '@/layout/DataLocale'
import type { Asset } from './types'

/** What an asset is called in the language that is worked in, else in any, else its code. */
export function useAssetTitle(): (asset: Asset) => string {
  const { locale } = useDataLocale()
  return useCallback((asset) => {
    const names = asset.attributes.asset_name as Labels | string | undefined
    if (typeof names === 'string') return names
    return names?.[locale] || Object.values(names ?? {}).find(Boolean) || asset.id
  }, [locale])
}
