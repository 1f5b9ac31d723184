import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import type { Speech } from './texts'

/** How values read for who is here. */
export function useSpeech(): Speech {
  const { t, i18n } = useTranslation('grid')
  const { locale } = useDataLocale()
  const label = useLabel()
  return useMemo(
    () => ({ language: i18n.language, label, t: (key: string, values: Record<string, unknown> = {}) => t(key as 'yes', values) }),
    // `label` is made anew each time, and follows these.
    [t, i18n.language, locale],
  )
}
