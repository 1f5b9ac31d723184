import { Button, CopyButton, Group, NumberInput, Select, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconCheck, IconCopy, IconPhoto } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { all } from '@/api/client'
import styles from './AssetPage.module.css'
import { sized } from './sized'
import { kindOf, type Asset } from './types'

interface Profile {
  id: string
  name: string
  transformation: 'fill' | 'crop' | 'fit'
  width: number | null
  height: number | null
  format: string
}

/** The addresses of a file and of pictures of it, to copy. */
export function Addresses({ asset }: { asset: Asset }) {
  const { t } = useTranslation('assets')
  const { data: profiles, isPending } = useQuery({ queryKey: ['model', 'image-profiles'], queryFn: () => all<Profile>('/api/image-profiles'), staleTime: 60_000 })
  if (isPending) return <Stack>{[1, 2].map((row) => <Skeleton key={row} h={44} />)}</Stack>
  return (
    <Stack gap="lg">
      <Text size="sm" c="var(--soft)">{t('addresses.help')}</Text>
      <section>
        <Title order={2} size="h3" mb={4}>{t('addresses.profiles')}</Title>
        <ul className={styles.lines}>
          {profiles?.filter(({ id }) => asset.thumbnails[id]).map((profile) => (
            <Address key={profile.id} name={profile.name} words={wordsOf(profile, t)} address={asset.thumbnails[profile.id]!} picture={profile.id === 'original' ? null : asset.thumbnails[profile.id]!} checksum={asset.metadata?.checksum} />
          ))}
        </ul>
      </section>
      {kindOf(asset) === 'image' && asset.previewUrl && <OwnSize address={asset.previewUrl} />}
    </Stack>
  )
}

function wordsOf({ id, transformation, width, height, format }: Profile, t: (key: string) => string): string {
  if (id === 'original') return t('addresses.original')
  return [t(`addresses.${transformation}`), `${width ?? '…'} × ${height ?? '…'}`, format === 'original' ? '' : format.toUpperCase()].filter(Boolean).join(' · ')
}

function Address({ name, words, address, picture = null, checksum }: { name: string; words: string; address: string; picture?: string | null; checksum?: string | null }) {
  const { t } = useTranslation('assets')
  return (
    <li className={styles.line}>
      <span className={styles.thumb}>{!picture ? <IconPhoto size={18} stroke={1.3} aria-hidden /> : <img src={sized(picture, 100, checksum)} alt="" loading="lazy" />}</span>
      <div className={styles.grow}>
        <div>{name} <Text span size="xs" c="var(--soft)">{words}</Text></div>
        <div className={styles.address} title={address}>{address}</div>
      </div>
      <CopyButton value={address}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />} onClick={copy} aria-label={t('addresses.copy', { name })}>{t(copied ? 'frame:copied' : 'frame:copy')}</Button>
        )}
      </CopyButton>
    </li>
  )
}

const MOST = 10_000

/** The address of a picture in any size. */
function OwnSize({ address }: { address: string }) {
  const { t } = useTranslation('assets')
  const [width, setWidth] = useState<number | string>(800)
  const [height, setHeight] = useState<number | string>(450)
  const [format, setFormat] = useState('jpg')
  const own = address.replace(/\/[^/]+\/([^/?]+)\.\w+(\?|$)/, `/${width || 1}x${height || 1}/$1.${format}$2`)
  return (
    <section>
      <Title order={2} size="h3" mb="xs">{t('addresses.own')}</Title>
      <Group gap="xs" grow>
        <NumberInput size="xs" label={t('addresses.width')} min={1} max={MOST} value={width} onChange={setWidth} hideControls />
        <NumberInput size="xs" label={t('addresses.height')} min={1} max={MOST} value={height} onChange={setHeight} hideControls />
        <Select size="xs" label={t('addresses.format')} data={['jpg', 'png', 'webp']} value={format} onChange={(value) => setFormat(value ?? 'jpg')} allowDeselect={false} />
      </Group>
      <ul className={styles.lines}><Address name={`${width} × ${height}`} words={t('addresses.fit')} address={own} /></ul>
    </section>
  )
}
