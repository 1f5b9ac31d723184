import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import { useAttributes } from '@/api/model'
import { useLabel } from '@/layout/DataLocale'
import { Empty } from './Empty'
import { Failed } from './Failed'
import { HistoryEntry } from './HistoryEntry'

/** One value that a change touched. */
export interface Touched {
  path: string
  attribute?: string
  locale?: string
  before: unknown
  after: unknown
}

/** Something that happened to an object. */
export interface Change {
  id: string
  date: string
  by: string
  origin: string
  operation: 'create' | 'update' | 'delete'
  locales: string[]
  changes: Touched[]
  process: string | null
}

const PAGE = 30

/** What happened to one thing, the newest first: as sentences, with what was there before and the way back to it. */
export function History({ path }: { path: string }) {
  const { t } = useTranslation('product')
  const { data, error, isPending, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['history', path],
    initialPageParam: 1,
    queryFn: ({ pageParam, signal }) => list<Change>(`${path}/history`, { limit: PAGE, page: pageParam }, signal),
    getNextPageParam: (last, pages) => (last.items.length === PAGE && pages.length * PAGE < last.total ? pages.length + 1 : undefined),
  })
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (isPending) return <Stack>{[1, 2, 3].map((line) => <Skeleton key={line} height={56} />)}</Stack>
  const changes = data.pages.flatMap((page) => page.items)
  if (changes.length === 0) return <Empty icon={IconHistory} title={t('history.empty')}>{t('history.emptyHelp')}</Empty>
  return (
    <>
      <Stack component="ol" gap={0} m={0} p={0}>
        {changes.map((change, at) => <HistoryEntry key={change.id} path={path} change={change} isOpen={at === 0} isLatest={at === 0} />)}
      </Stack>
      {hasNextPage && <Group mt="md"><Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('history.more')}</Button></Group>}
    </>
  )
}

/** Who did what, in one sentence. */
export function Sentence({ change }: { change: Change }) {
  const { t } = useTranslation('product')
  const nameOf = useTouchedName()
  const names = [...new Set(change.changes.map((touched) => nameOf(touched)))]
  const key = change.operation === 'update' && names.length === 0 ? 'history.touched' : `history.${change.operation}`
  const what = names.length > 3 ? t('history.andMore', { names: names.slice(0, 2).join(', '), count: names.length - 2 }) : names.join(', ')
  return <><Text component="span" inherit fw={600}>{change.by}</Text> {t(key, { what })}</>
}

/** What a touched place is called: the name of the attribute, of a property, else its path. */
export function useTouchedName(): (touched: Touched) => string {
  const { t, i18n } = useTranslation('product')
  const attributes = useAttributes()
  const label = useLabel()
  return ({ path, attribute, locale }) => {
    if (attribute) {
      const name = label(attributes.get(attribute)?.name, attribute)
      return locale ? `${name} (${locale.split('_')[0]?.toUpperCase()})` : name
    }
    const word = `history.property.${path.split(/[.[]/)[0]}`
    return i18n.exists(`product:${word}`) ? t(word) : path
  }
}
