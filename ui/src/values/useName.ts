import { useCallback } from 'react'
import type { Labels } from '@/api/types'
import { useDataLocale } from '@/layout/DataLocale'

/** The name of data in the language that is worked in, else in any, else its code. */
export function useName(): (names: Labels | null | undefined, code: string) => string {
  const { locale } = useDataLocale()
  return useCallback((names, code) => names?.[locale] || Object.values(names ?? {}).find(Boolean) || code, [locale])
}
