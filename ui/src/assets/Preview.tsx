import { Button, Stack, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Picture } from './Picture'
import styles from './Preview.module.css'
import { pinned, sized } from './sized'
import { kindOf, type Asset } from './types'
import { Zoom } from './Zoom'
import { useAssetTitle } from './useAssetTitle'

const SHOWN_BY_BROWSERS = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/svg+xml', 'image/avif']
const LARGE = 1600

/** A file, shown as its kind is looked at. */
export function Preview({ asset }: { asset: Asset }) {
  const { t } = useTranslation('assets')
  const title = useAssetTitle()(asset)
  const kind = kindOf(asset)
  const { previewUrl, metadata } = asset
  const checksum = metadata?.checksum
  const url = asset.url && pinned(asset.url, checksum)
  if (!url || metadata?.status === 'pending') return <Stack align="center" justify="center" className={styles.stage}><Picture asset={asset} side={200} /><Text c="var(--soft)">{t(metadata?.status === 'pending' ? 'values.status.pending' : 'noFile')}</Text></Stack>
  if (kind === 'video') return <div className={styles.stage}><video key={url} className={styles.video} src={url} controls preload="metadata" aria-label={title} /></div>
  if (kind === 'audio') return <div className={styles.stage}><audio key={url} src={url} controls preload="metadata" aria-label={title} /></div>
  if ((kind === 'image' || kind === 'pdf') && previewUrl && metadata?.status === 'ready') {
    const isOriginal = SHOWN_BY_BROWSERS.includes(metadata.mimeType ?? '')
    const preview = sized(previewUrl, LARGE, checksum)
    return <Zoom key={checksum} name={title} preview={preview} original={isOriginal ? url : preview} width={metadata.width ?? LARGE} height={metadata.height ?? LARGE} />
  }
  return (
    <Stack align="center" justify="center" className={styles.stage}>
      <div className={styles.sign}><Picture asset={asset} side={200} /></div>
      <Text c="var(--soft)">{t('noPreview')}</Text>
      <Button variant="default" component="a" href={url} target="_blank" rel="noreferrer" leftSection={<IconExternalLink size={16} />}>{t('open')}</Button>
    </Stack>
  )
}
