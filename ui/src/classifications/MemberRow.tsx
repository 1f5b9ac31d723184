import { Text } from '@mantine/core'
import { IconBox } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { sized } from '@/assets/sized'
import type { Member } from './members'
import styles from './Contents.module.css'
import { useTitle } from './useTitle'

/** One document or asset: its picture, its title, its code. */
export function MemberRow({ member, objectType, trail }: { member: Member; objectType: 'document' | 'asset'; trail?: ReactNode }) {
  const picture = objectType === 'asset' ? member.thumbnailUrl : member.mainAssetThumbnailUrl
  const title = useTitle()(member)
  const to = objectType === 'asset' ? `/assets/${encodeURIComponent(member.id)}` : `/documents/${member.documentType?.id}/${encodeURIComponent(member.id)}`
  return (
    <li className={styles.member}>
      <span className={styles.picture}>{picture ? <img src={sized(picture, 100, member.metadata?.checksum)} alt="" loading="lazy" /> : <IconBox size={18} stroke={1.3} aria-hidden />}</span>
      <Link to={to} className={styles.title}>{title}</Link>
      <Text size="xs" ff="monospace" c="var(--soft)" truncate>{member.id}</Text>
      {trail ?? <span />}
    </li>
  )
}
