import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconGitMerge } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import { useThe, type PredefinedValue } from '../definition'
import { MODEL } from '../ways'
import { MergeValue } from './MergeValue'

const LISTS = { document: 'documents', variant: 'variants', asset: 'assets', classification: 'classifications', link: 'links' } as const

/** How many objects hold a value, with the way to them, and how another takes its place. */
export function Usage({ value }: { value: PredefinedValue }) {
  const { t, i18n } = useTranslation('model')
  const navigate = useNavigate()
  const [isMerging, { open, close }] = useDisclosure(false)
  const id = value.attribute.id
  const attribute = useThe('attributes').find((one) => one.id === id)
  const kind = attribute?.objectType ?? 'document'
  const filter = { [`attributes.${id}`]: { in: [value.code] } }
  const { data } = useQuery({
    queryKey: ['model', 'usage', value.id, kind],
    queryFn: () => list(`/api/${LISTS[kind]}`, { filter: JSON.stringify(filter), limit: 0 }),
    enabled: attribute !== undefined,
  })
  if (!data) return null
  const type = attribute?.documentType?.id
  return (
    <Stack gap="xs" align="flex-start">
      <Group gap="sm">
        <Text size="sm" c="var(--soft)">{t('values.usage', { count: data.total, shown: new Intl.NumberFormat(i18n.language).format(data.total) })}</Text>
        {data.total > 0 && kind === 'document' && type && (
          <Anchor component={Link} to={`/documents/${type}`} search={{ filter: JSON.stringify(filter) } as never} size="sm">{t('values.show')}</Anchor>
        )}
      </Group>
      <Button variant="default" size="xs" leftSection={<IconGitMerge size={14} />} onClick={open}>{t('values.mergeDo')}</Button>
      {isMerging && (
        <MergeValue value={value} count={data.total} onClose={close} onMerged={(into) => void navigate({ to: `${MODEL}/lists/${id}/${encodeURIComponent(into)}` })} />
      )}
    </Stack>
  )
}
