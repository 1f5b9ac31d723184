import { ActionIcon, Badge, Button, Skeleton, Stack, Text, Title, Tooltip } from '@mantine/core'
import { IconLinkOff } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { all, list, post, remove } from '@/api/client'
import { queries } from '@/api/queries'
import type { Labels, Ref } from '@/api/types'
import type { Member } from '@/classifications/members'
import { useTitle } from '@/classifications/useTitle'
import { Failed } from '@/components/Failed'
import { failedToast, said } from '@/components/toast'
import { useLabel } from '@/layout/DataLocale'
import styles from './AssetPage.module.css'
import { sized } from './sized'
import type { Asset } from './types'

interface Usage {
  id: string
  linkType: Ref
  origin: Ref
  originType: 'document' | 'variant'
  sequence: number
}

interface Origin extends Member {
  document?: Ref
}

const PAGE = 50

/** The documents and variants that an asset is linked to. */
export function UsedBy({ asset }: { asset: Asset }) {
  const { t } = useTranslation('assets')
  const label = useLabel()
  const links = useInfiniteQuery({
    queryKey: ['assets', 'used', asset.id],
    queryFn: ({ pageParam, signal }) => list<Usage>('/api/links', { 'target.id': asset.id, targetType: 'asset', limit: PAGE, page: pageParam }, signal),
    initialPageParam: 1,
    getNextPageParam: (last, pages) => (pages.length * PAGE < last.total ? pages.length + 1 : undefined),
  })
  const { data: types = [] } = useQuery({ queryKey: ['model', 'link-types'], queryFn: () => all<{ id: string; name: Labels }>('/api/link-types') })
  const usages = links.data?.pages.flatMap(({ items }) => items) ?? []
  const origins = useOrigins(usages)
  const used = [...new Set(usages.map(({ linkType }) => linkType.id))]
  if (links.error) return <Failed error={links.error} onRetry={() => void links.refetch()} />
  if (links.isPending) return <Stack>{[1, 2, 3].map((row) => <Skeleton key={row} h={44} />)}</Stack>
  if (usages.length === 0) return <Text size="sm" c="var(--soft)">{t('usedBy.none')}</Text>
  return (
    <Stack gap="lg">
      {used.map((type) => (
        <section key={type}>
          <Title order={2} size="h3" mb={4}>{label(types.find(({ id }) => id === type)?.name, type)}</Title>
          <ul className={styles.lines}>
            {usages.filter(({ linkType }) => linkType.id === type).map((usage) => <Line key={usage.id} usage={usage} asset={asset.id} origin={origins.get(usage.origin.id)} />)}
          </ul>
        </section>
      ))}
      {links.hasNextPage && <Button variant="subtle" size="compact-sm" loading={links.isFetchingNextPage} onClick={() => void links.fetchNextPage()}>{t('trees:contents.more')}</Button>}
    </Stack>
  )
}

/** What links begin at, by code. */
function useOrigins(usages: Usage[]): Map<string, Origin> {
  const ids = (type: Usage['originType']) => [...new Set(usages.filter(({ originType }) => originType === type).map(({ origin }) => origin.id))]
  const [documents, variants] = [ids('document'), ids('variant')]
  const { data } = useQuery({
    queryKey: ['assets', 'origins', documents, variants],
    queryFn: async () => {
      const some = (path: string, wanted: string[]) => (wanted.length ? list<Origin>(path, { 'id[]': wanted, limit: wanted.length }).then(({ items }) => items) : [])
      const found = await Promise.all([some('/api/documents', documents), some('/api/variants', variants)])
      return new Map(found.flat().map((one) => [one.id, one]))
    },
    enabled: usages.length > 0,
    placeholderData: (before) => before,
  })
  return data ?? NONE
}

const NONE = new Map<string, Origin>()

function Line({ usage, asset, origin }: { usage: Usage; asset: string; origin: Origin | undefined }) {
  const { t } = useTranslation('assets')
  const title = useTitle()
  const name = origin ? title(origin) : usage.origin.id
  const unlink = async () => {
    const refresh = () => Promise.all([queries.invalidateQueries({ queryKey: ['assets'] }), queries.invalidateQueries({ queryKey: ['thing', `/api/assets/${encodeURIComponent(asset)}`] })])
    try {
      await remove(`/api/links/${usage.id}`)
      await refresh()
      said(t('usedBy.unlinked', { name }), {
        undo: async () => {
          await post('/api/links', { linkType: usage.linkType, origin: usage.origin, target: { id: asset }, sequence: usage.sequence })
          await refresh()
        },
      })
    } catch (error) {
      failedToast(error)
    }
  }
  return (
    <li className={styles.line}>
      <span className={styles.thumb}>{origin?.mainAssetThumbnailUrl && <img src={sized(origin.mainAssetThumbnailUrl, 100)} alt="" loading="lazy" />}</span>
      <span className={styles.grow}>
        <Origin usage={usage} origin={origin} name={name} />
        <Text size="xs" ff="monospace" c="var(--soft)" truncate>{usage.origin.id}</Text>
      </span>
      {usage.originType === 'variant' && <Badge variant="default" size="sm" tt="none" fw={500}>{t('usedBy.variant')}</Badge>}
      <Text size="xs" c="var(--soft)" className="tabular">{t('autoLink.place', { place: usage.sequence })}</Text>
      <Tooltip label={t('usedBy.unlink', { name })}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('usedBy.unlink', { name })} onClick={() => void unlink()}><IconLinkOff size={15} /></ActionIcon>
      </Tooltip>
    </li>
  )
}

/** Leads to the document, or to that of the variant. */
function Origin({ usage, origin, name }: { usage: Usage; origin: Origin | undefined; name: string }) {
  const owner = usage.originType === 'document' ? usage.origin.id : origin?.document?.id
  const { data } = useQuery({
    queryKey: ['documents', 'type of', owner],
    queryFn: () => list<Member>('/api/documents', { 'id[]': [owner!], limit: 1, 'properties[]': ['id', 'documentType'] }).then(({ items }) => items[0]?.documentType?.id ?? null),
    enabled: !!owner && !origin?.documentType,
    staleTime: Infinity,
  })
  const type = origin?.documentType?.id ?? data
  if (!owner || !type) return <span>{name}</span>
  const to: string = `/documents/${type}/${encodeURIComponent(owner)}`
  return <Link className={styles.link} to={to}>{name}</Link>
}
