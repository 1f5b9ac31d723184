import { Anchor, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import { useThe, type PredefinedValue } from '../definition'

const LISTS = { document: 'documents', variant: 'variants', asset: 'assets', classification: 'classifications', link: 'links' } as const

/** How many objects hold a value, with the way to them. */
export function Usage({ value }: { value: PredefinedValue }) {
  const { t, i18n } = useTranslation('model')
  const id = value.attribute.id
  const attribute = useThe('attributes').find((one) => one.id === id)
  const kind = attribute?.objectType ?? 'document'
  const { data } = useQuery({
    queryKey: ['model', 'usage', value.id, kind],
    queryFn: () => list(`/api/${LISTS[kind]}`, { [`attributes.${id}[in][]`]: value.code, limit: 0 }),
    enabled: attribute !== undefined,
  })
  if (!data) return null
  const words = t('values.usage', { count: data.total, shown: new Intl.NumberFormat(i18n.language).format(data.total) })
  const type = attribute?.documentType?.id
  const filter = JSON.stringify({ [`attributes.${id}`]: { in: [value.code] } })
  return (
    <Group gap="sm">
      <Text size="sm" c="var(--soft)">{words}</Text>
      {data.total > 0 && kind === 'document' && type && (
        <Anchor component={Link} to={`/documents/${type}`} search={{ filter } as never} size="sm">{t('values.show')}</Anchor>
      )}
    </Group>
  )
}
