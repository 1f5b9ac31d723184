import { Anchor, Group } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useDocumentTypes } from '@/api/model'
import { useLabel } from '@/layout/DataLocale'
import { useCount } from './counts'

interface Props {
  node: string
  isDeep: boolean
  objectType: 'document' | 'asset'
}

/** Leads to the lists of what is in a classification. */
export function ListLinks({ node, isDeep, objectType }: Props) {
  const { t } = useTranslation('trees')
  const types = useDocumentTypes()
  if (objectType === 'document') return <Group gap="md">{types.map((type) => <TypeLink key={type.id} node={node} isDeep={isDeep} type={type.id} />)}</Group>
  return (
    <Anchor component={Link} to="/assets" search={{ classification: node, only: isDeep ? undefined : true } as never} size="sm">
      <Group gap={4}>{t('contents.allAssets')}<IconArrowRight size={14} /></Group>
    </Anchor>
  )
}

function TypeLink({ node, isDeep, type }: { node: string; isDeep: boolean; type: string }) {
  const { t, i18n } = useTranslation('trees')
  const label = useLabel()
  const types = useDocumentTypes()
  const filter = { [isDeep ? 'classifications[descendants][]' : 'classifications.id[]']: node, 'documentType.id[]': type }
  const count = useCount('/api/documents', filter)
  if (!count) return null
  const name = label(types.find(({ id }) => id === type)?.name, type)
  return (
    <Anchor component={Link} to={`/documents/${type}`} search={{ filter: isDeep ? { classifications: { descendants: node } } : { 'classifications.id': node } } as never} size="sm">
      <Group gap={4}>{t('contents.allOf', { name, number: new Intl.NumberFormat(i18n.language).format(count) })}<IconArrowRight size={14} /></Group>
    </Anchor>
  )
}
