import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { attributeColumn } from '@/grid/attribute/attributeColumn'
import { useSpeech } from '@/grid/attribute/useSpeech'
import type { GridColumn } from '@/grid/types'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import type { ColumnSpec } from '../search'
import type { Document } from '../types'
import { useClassifications, type Definitions } from '../useDefinitions'
import { attributeTitle } from './titles'
import { ownColumn } from './ownColumn'

/** The columns of a list as they were chosen; those of what isn't there any more are left out. */
export function useColumns(specs: ColumnSpec[], definitions: Definitions): GridColumn<Document>[] {
  const { locale } = useDataLocale()
  const { t, i18n } = useTranslation('documents')
  const label = useLabel()
  const speech = useSpeech()
  const navigate = useNavigate()
  const classifications = useClassifications(specs.some((spec) => spec.key === 'classifications'))
  return useMemo(() => {
    const open = (document: Document) => void navigate({ to: `/documents/${encodeURIComponent(document.documentType.id)}/${encodeURIComponent(document.id)}` })
    return specs.flatMap((spec) => {
      const column = made(spec.key)
      return column ? [{ ...column, width: spec.width ?? column.width, isFrozen: spec.isFrozen }] : []
    })

    function made(key: string): GridColumn<Document> | undefined {
      const [kind, code = '', own] = key.split('.')
      if (kind !== 'attributes') return ownColumn(key, { definitions, locale, label, t, language: i18n.language, classifications, open })
      const attribute = definitions.attributes.find((one) => one.id === code)
      if (!attribute) return undefined
      const column = attributeColumn<Document>(attribute, own ?? locale, speech, key)
      return { ...column, title: attributeTitle(attribute, own, label) }
    }
    // `label` follows the two languages.
  }, [specs, definitions, locale, speech, classifications, navigate, t, i18n.language])
}
