import { ActionIcon, Button, Group, Pill, Text, Title, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import { ChooseNode } from '@/classifications/ChooseNode'
import { put, take } from '@/classifications/members'
import type { Classification } from '@/classifications/types'
import { failedToast, said } from '@/components/toast'
import { useName } from '@/values/useName'
import styles from './AssetPage.module.css'
import type { Asset } from './types'

/** The classifications that an asset stands in. */
export function Places({ asset }: { asset: Asset }) {
  const { t } = useTranslation('assets')
  const name = useName()
  const [isAdding, add] = useState(false)
  const ids = asset.classifications.map(({ id }) => id)
  const { data } = useQuery({
    queryKey: ['classifications', 'some', ids],
    queryFn: () => list<Classification>('/api/classifications', { 'id[]': ids, limit: Math.max(ids.length, 1) }),
    enabled: ids.length > 0,
    placeholderData: (before) => before,
  })
  const known = new Map(data?.items.map((node) => [node.id, node]))
  const change = async (doing: Promise<() => Promise<void>>, message: string) => {
    try {
      said(message, { undo: await doing })
    } catch (error) {
      failedToast(error)
    }
  }
  const nameOf = (id: string) => name(known.get(id)?.name, id)
  return (
    <section>
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h3">{t('places.title')}</Title>
        <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => add(true)}>{t('frame:add')}</Button>
      </Group>
      {ids.length === 0 && <Text size="sm" c="var(--soft)">{t('places.none')}</Text>}
      <ul className={styles.lines}>
        {ids.map((id, index) => {
          const catalog = known.get(id)?.catalogs[0]?.id
          return (
            <li key={id} className={styles.line}>
              <span className={styles.grow}>
                {catalog ? <Link className={styles.link} to="/channels/$id" params={{ id: catalog }} search={{ node: id }}>{nameOf(id)}</Link> : nameOf(id)}
                {catalog && <Text span size="xs" c="var(--soft)" ml={8}>{catalog}</Text>}
              </span>
              {index === 0 && ids.length > 1 && <Pill>{t('places.main')}</Pill>}
              <Tooltip label={t('trees:contents.takeOut', { name: nameOf(id) })}>
                <ActionIcon variant="subtle" color="gray" aria-label={t('trees:contents.takeOut', { name: nameOf(id) })} onClick={() => void change(take('/api/assets', [asset.id], id), t('places.out', { name: nameOf(id) }))}><IconX size={15} /></ActionIcon>
              </Tooltip>
            </li>
          )
        })}
      </ul>
      {isAdding && (
        <ChooseNode
          title={t('classifyTitle', { count: 1 })}
          action={t('classifyHere')}
          objectType="asset"
          onClose={() => add(false)}
          onChoose={(id) => {
            add(false)
            void change(put('/api/assets', [asset.id], id), t('classified', { count: 1 }))
          }}
        />
      )}
    </section>
  )
}
