import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import { Code } from '@/components/Code'
import type { ImageProfile } from '../definition'
import styles from './Preview.module.css'

interface Pictured {
  thumbnails: Record<string, string> | null
}

/** A picture of the catalogue by this profile, and its address. */
export function Preview({ profile, isSaved }: { profile: ImageProfile; isSaved: boolean }) {
  const { t } = useTranslation('model')
  const { data } = useQuery({
    queryKey: ['model', 'pictured'],
    queryFn: () => list<Pictured>('/api/assets', { 'metadata.mimeType[startsWith]': 'image/', 'metadata.status': 'ready', limit: 1 }),
  })
  const address = data?.items[0]?.thumbnails?.[profile.id]
  if (!address) return null
  // What browsers keep of the former profile isn't asked for again.
  const shown = `${address}${address.includes('?') ? '&' : '?'}preview=${encodeURIComponent(profile.dateModified ?? '')}`
  return (
    <Stack gap={4}>
      <div className={styles.frame}><img src={shown} alt={t('images.preview')} /></div>
      <Text size="xs" c="var(--soft)">{isSaved ? t('images.preview') : t('images.previewOld')}</Text>
      <div className={styles.address}><Code>{new URL(address, location.origin).href}</Code></div>
    </Stack>
  )
}
