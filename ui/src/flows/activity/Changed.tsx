import { Anchor, Pagination, Skeleton, Stack, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import { Failed } from '@/components/Failed'
import { List } from '../List'
import { Pill } from '../Pill'
import { pathOf, type Process } from '../process'
import { usePathName, useShown } from './words'

interface Entry {
  id: string
  operation: 'create' | 'update' | 'delete'
  resource: { type: string; id: string }
  changes: { path: string; before: unknown; after: unknown }[]
}

const LIMIT = 30
const FIELDS = 4
const EFFECTS = { create: ['created', 'good'], update: ['updated', 'accent'], delete: ['deleted', 'bad'] } as const

/** What a process changed, as the history tells it, the newest first. */
export function Changed({ process }: { process: Process }) {
  const { t } = useTranslation('flows')
  const [page, setPage] = useState(1)
  const asked = useQuery({
    queryKey: ['process', process.id, 'history', page],
    queryFn: ({ signal }) => list<Entry>(`${pathOf(process.id)}/history`, { page, limit: LIMIT }, signal),
    placeholderData: keepPreviousData,
  })
  if (asked.isPending) return <Skeleton height={160} />
  if (asked.error) return <Failed error={asked.error} onRetry={() => void asked.refetch()} />
  const { items, total } = asked.data
  if (items.length === 0) return <Text size="sm" c="var(--soft)">{t('changes.none')}</Text>
  return (
    <Stack gap="sm">
      <List label={t('activity.changed')} columns={[t('troubles.id'), t('changes.what'), t('changes.how')]}>
        {items.map((entry) => <Row key={entry.id} entry={entry} of={process.documentType} />)}
      </List>
      {total > LIMIT && <Pagination size="sm" total={Math.ceil(total / LIMIT)} value={page} onChange={setPage} getControlProps={(control) => ({ 'aria-label': t(`pages.${control}`) })} />}
    </Stack>
  )
}

function Row({ entry: { resource, operation, changes }, of }: { entry: Entry; of: string | null }) {
  const { t } = useTranslation('flows')
  const name = usePathName()
  const shown = useShown()
  const [effect, tone] = EFFECTS[operation]
  const said = changes.slice(0, FIELDS).map(({ path, before, after }) => `${name(path)}: ${shown(operation === 'delete' ? before : after)}`)
  return (
    <Table.Tr>
      <Table.Td ff="monospace"><Thing {...resource} of={of} /></Table.Td>
      <Table.Td><Pill tone={tone}>{t(`changes.${effect}`)}</Pill></Table.Td>
      <Table.Td><Text size="sm" lineClamp={2}>{said.join(' · ')}{changes.length > FIELDS && ` · ${t('changes.fields', { count: changes.length - FIELDS })}`}</Text></Table.Td>
    </Table.Tr>
  )
}

/** The thing, with a way to it where it has a page. */
function Thing({ type, id, of }: { type: string; id: string; of: string | null }) {
  const documentType = type === 'document' && of?.startsWith('document.') ? of.slice('document.'.length) : null
  if (!documentType) return <>{id}</>
  return <Anchor component={Link} to={`/documents/${documentType}/${encodeURIComponent(id)}`} size="sm" ff="monospace">{id}</Anchor>
}
