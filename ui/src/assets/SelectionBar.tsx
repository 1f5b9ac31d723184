import { ActionIcon, Button, Text, Tooltip } from '@mantine/core'
import { IconDownload, IconSitemap, IconTrash, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { all, post } from '@/api/client'
import { queries } from '@/api/queries'
import { ChooseNode } from '@/classifications/ChooseNode'
import { put } from '@/classifications/members'
import { confirmed } from '@/components/Confirm'
import { failedToast, said } from '@/components/toast'
import styles from './AssetList.module.css'
import { paramsOf, type AssetSearch } from './search'
import type { Asset } from './types'
import type { Selection } from './useSelection'

interface Props {
  selection: Selection
  search: AssetSearch
  total: number
  assets: Asset[]
}

const AT_ONCE = 500
const DOWNLOADS = 20

/** What can be done with the chosen assets. */
export function SelectionBar({ selection: { chosen, clear, chooseAll }, search, total, assets }: Props) {
  const { t, i18n } = useTranslation('assets')
  const [isClassifying, classify] = useState(false)
  const ids = [...chosen]
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value)
  const everything = useMutation({
    mutationFn: () => all<{ id: string }>('/api/assets', { ...paramsOf(search), 'properties[]': ['id'] }),
    onSuccess: (found) => chooseAll(found.map(({ id }) => id)),
    onError: failedToast,
  })
  const placing = useMutation({
    mutationFn: (node: string) => put('/api/assets', ids, node),
    onSuccess: (undo) => {
      said(t('classified', { count: ids.length }), { undo })
      clear()
    },
    onError: failedToast,
  })
  const deleting = useMutation({
    mutationFn: async () => {
      let failed = 0
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        const { value } = await post<{ results: { status: number }[] }>('/api/assets/bulk', { mode: 'delete', items: ids.slice(from, from + AT_ONCE).map((id) => ({ id })) })
        failed += value.results.filter(({ status }) => status >= 400).length
      }
      return failed
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['assets'] }),
    onSuccess: (failed) => {
      if (failed > 0) failedToast(new Error(t('deletion.failed', { count: failed })))
      else said(t('deletion.done', { count: ids.length }))
      clear()
    },
    onError: failedToast,
  })
  const remove = async () => {
    const used = assets.filter((asset) => chosen.has(asset.id) && asset.documentLinks.length + asset.variantLinks.length > 0).length
    const body = used > 0 ? t('deletion.used', { count: used }) : t('deletion.unused')
    if (await confirmed({ title: t('deletion.title', { count: ids.length }), body, confirm: t('frame:delete'), isDangerous: true })) deleting.mutate()
  }
  const downloads = assets.filter((asset) => chosen.has(asset.id) && asset.url).slice(0, DOWNLOADS)
  return (
    <div className={styles.selection} role="toolbar" aria-label={t('selection')}>
      <Text size="sm" fw={600} aria-live="polite">{t('chosen', { number: number(chosen.size), count: chosen.size })}</Text>
      {chosen.size < total && <Button size="compact-sm" variant="subtle" loading={everything.isPending} onClick={() => everything.mutate()}>{t('chooseAll', { number: number(total) })}</Button>}
      <Button size="xs" variant="default" leftSection={<IconSitemap size={14} />} loading={placing.isPending} onClick={() => classify(true)}>{t('classify')}</Button>
      <Button size="xs" variant="default" leftSection={<IconDownload size={14} />} disabled={chosen.size > DOWNLOADS} onClick={() => downloads.forEach(download)}>{t('download')}</Button>
      <Button size="xs" variant="default" className={styles.danger} leftSection={<IconTrash size={14} />} loading={deleting.isPending} onClick={() => void remove()}>{t('frame:delete')}</Button>
      <Tooltip label={t('chooseNone')}><ActionIcon variant="subtle" color="gray" aria-label={t('chooseNone')} onClick={clear}><IconX size={16} /></ActionIcon></Tooltip>
      {isClassifying && (
        <ChooseNode
          title={t('classifyTitle', { count: ids.length })}
          action={t('classifyHere')}
          objectType="asset"
          onClose={() => classify(false)}
          onChoose={(node) => {
            classify(false)
            placing.mutate(node)
          }}
        />
      )}
    </div>
  )
}

function download({ url, originalFilename }: Asset) {
  const link = document.createElement('a')
  link.href = url!
  link.download = originalFilename ?? ''
  link.click()
}
