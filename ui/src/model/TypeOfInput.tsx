import { Select } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ref } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import { bySequence, useThe } from './definition'
import type { Draft } from './useDraft'

/** The document type that something belongs to, decided when it is made; the only one is taken at once. */
export function TypeOfInput<T extends { documentType: Ref | null }>({ draft }: { draft: Draft<T> }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const types = [...useThe('document-types')].sort(bySequence)
  const { value, original } = draft
  const only = types.length === 1 && !value.documentType ? types[0] : undefined
  const set = (id: string | null) => draft.set({ documentType: id ? { id } : null } as Partial<T>)
  const take = useRef(set)
  take.current = set
  useEffect(() => {
    if (only) take.current(only.id)
  }, [only])
  if (original && types.length < 2) return null
  return (
    <Select
      label={t('documentType')}
      required
      disabled={original !== null}
      data={types.map((type) => ({ value: type.id, label: label(type.name, type.id) }))}
      value={value.documentType?.id ?? null}
      allowDeselect={false}
      error={draft.error('documentType')}
      onChange={set}
    />
  )
}
