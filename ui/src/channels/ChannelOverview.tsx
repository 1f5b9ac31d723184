import { Button, Group, Kbd, Text, Title } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { collectionOf, useCount } from '@/classifications/counts'
import type { Catalog } from '@/classifications/types'
import { Code } from '@/components/Code'
import { Count } from '@/components/Count'
import { ChannelForm } from './ChannelForm'
import styles from './ChannelPage.module.css'
import panel from '@/classifications/NodePanel.module.css'

const KEYS: [string[], string][] = [
  [['↑', '↓', '←', '→'], 'walk'], [['Enter'], 'open'], [['F2'], 'rename'], [['Alt', '↑ ↓ ← →'], 'move'],
]

/** What a channel holds, while nothing in its tree is chosen. */
export function ChannelOverview({ catalog, count }: { catalog: Catalog; count: number | undefined }) {
  const { t } = useTranslation('trees')
  const [isEdited, edit] = useState(false)
  const path = collectionOf(catalog.objectType)
  const members = useCount(path, { 'catalogs.id[]': catalog.id })
  return (
    <div className={panel.panel}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2} className={panel.title}>{catalog.name}</Title>
          <Code>{catalog.id}</Code>
        </div>
        <Button variant="default" size="xs" leftSection={<IconPencil size={14} />} onClick={() => edit(true)}>{t('frame:edit')}</Button>
      </Group>
      {catalog.description && <Text mt="xs" maw={560}>{catalog.description}</Text>}
      <dl className={styles.facts}>
        <div><dt>{t('channels.nodes')}</dt><dd><Count value={count} /></dd></div>
        <div><dt>{t(`contents.${catalog.objectType}`)}</dt><dd><Count value={members} /></dd></div>
      </dl>
      <Title order={3} mb="sm">{t('keys.title')}</Title>
      <dl className={styles.keys}>
        {KEYS.map(([keys, does]) => (
          <Group key={does} component="div" gap="md" display="contents">
            <dt><Group gap={4}>{keys.map((one) => <Kbd key={one} size="xs">{one}</Kbd>)}</Group></dt>
            <dd>{t(`keys.${does}`)}</dd>
          </Group>
        ))}
      </dl>
      {isEdited && <ChannelForm catalog={catalog} onClose={() => edit(false)} />}
    </div>
  )
}
