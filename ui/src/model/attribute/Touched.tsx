import { Alert } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import type { Attribute, ObjectType } from '@/api/types'
import type { Draft } from '../useDraft'
import { isLinked } from './types'

/** Changes that stored values must follow. */
const RESHAPING = ['type', 'isLocalizable', 'isUnique', 'isInherited', 'isFilterable', 'isSearchable'] as const

const LISTS: Record<ObjectType, string> = {
  document: '/api/documents', variant: '/api/variants', asset: '/api/assets', classification: '/api/classifications', link: '/api/links',
}

/** How many objects hold a value that a change touches, before it is saved. */
export function Touched({ draft }: { draft: Draft<Attribute> }) {
  const { t, i18n } = useTranslation('model')
  const { value, original } = draft
  const isReshaped = original !== null && RESHAPING.some((key) => original[key] !== value[key])
  const counted = useQuery({
    queryKey: ['model', 'held', original?.id],
    queryFn: () => list(LISTS[value.objectType], { [`exists[attributes.${original?.id}]`]: true, limit: 0 }),
    enabled: isReshaped && !isLinked(value.type),
  })
  if (!isReshaped || counted.data === undefined) return null
  const count = counted.data.total
  const shown = new Intl.NumberFormat(i18n.language).format(count)
  const isStrict = original.type !== value.type || (value.isUnique && !original.isUnique) || original.isLocalizable !== value.isLocalizable
  return (
    <Alert color={count ? 'yellow' : 'gray'} icon={<IconInfoCircle size={18} />} role="status">
      {count === 0 ? t('touched.none') : `${t('touched.some', { count, shown })} ${isStrict ? t('touched.strict') : ''}`}
    </Alert>
  )
}
