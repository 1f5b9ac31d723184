import { Button, FileButton, Skeleton } from '@mantine/core'
import { IconLink, IconPhoto, IconUpload } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Count } from '@/components/Count'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import { Page } from '@/layout/Page'
import { AssetFilters } from './AssetFilters'
import styles from './AssetList.module.css'
import { AssetTable } from './AssetTable'
import { AutoLink } from './AutoLink'
import { Gallery } from './Gallery'
import type { AssetSearch } from './search'
import { SelectionBar } from './SelectionBar'
import { useUploads } from './uploads'
import { DropArea } from './uploads/DropArea'
import { useAssets } from './useAssets'
import { useSelection } from './useSelection'

const route = getRouteApi('/assets')

/** All assets, as pictures or as rows; files can be dropped anywhere. */
export function AssetList() {
  const { t } = useTranslation('assets')
  const search: AssetSearch = route.useSearch()
  const go = useNavigate()
  const { assets, total, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useAssets(search)
  const [isLinking, link] = useState(false)
  const selection = useSelection(useMemo(() => assets.map(({ id }) => id), [assets]))
  const { add } = useUploads()
  const change = (to: Partial<AssetSearch>) => void go({ to: '/assets', search: { ...search, ...to }, replace: 'search' in to })
  const upload = (files: File[]) => add(files, { classification: search.classification })
  const isFiltered = Object.keys(search).some((name) => !['view', 'order', 'descending'].includes(name))
  const shown = { assets, total: total ?? 0, selection, hasMore: hasNextPage && !isFetchingNextPage, onMore: fetchNextPage as () => void }
  const uploadButton = <FileButton multiple onChange={upload}>{(props) => <Button {...props} leftSection={<IconUpload size={16} />}>{t('upload')}</Button>}</FileButton>
  return (
    <Page
      title={t('title')}
      aside={<Count value={total} />}
      isFull
      actions={<><Button variant="default" leftSection={<IconLink size={16} />} onClick={() => link(true)}>{t('autoLink.open')}</Button>{uploadButton}</>}
      head={<div className={styles.filters}><AssetFilters search={search} onChange={change} /></div>}
    >
      {error && <div className={styles.inside}><Failed error={error} onRetry={() => void refetch()} /></div>}
      {isPending && <div className={styles.skeletons}>{Array.from({ length: 18 }, (_, at) => <Skeleton key={at} h={176} w={176} />)}</div>}
      {total === 0 && (isFiltered
        ? <Empty icon={IconPhoto} title={t('nothingFound')} actions={<Button variant="default" onClick={() => void go({ to: '/assets', search: { view: search.view } })}>{t('clearFilters')}</Button>}>{t('nothingFoundHelp')}</Empty>
        : <Empty icon={IconPhoto} title={t('empty')} actions={uploadButton}>{t('emptyHelp')}</Empty>)}
      {assets.length > 0 && (search.view === 'list' ? <AssetTable {...shown} /> : <Gallery {...shown} />)}
      {selection.chosen.size > 0 && <SelectionBar selection={selection} search={search} total={total ?? 0} assets={assets} />}
      {isLinking && <AutoLink search={search} isFiltered={isFiltered} total={total ?? 0} onClose={() => link(false)} />}
      <DropArea label={t('dropHere')} onFiles={upload} />
    </Page>
  )
}
