import { ActionIcon, Button, Group, SegmentedControl, Skeleton, Stack, Text, Title, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import { Failed } from '@/components/Failed'
import { failedToast, said } from '@/components/toast'
import { AddMembers } from './AddMembers'
import { collectionOf, useCount } from './counts'
import { ListLinks } from './ListLinks'
import { MemberRow } from './MemberRow'
import { take, type Member } from './members'
import styles from './Contents.module.css'
import { useTitle } from './useTitle'

interface Props {
  node: string
  name: string
  objectType: 'document' | 'asset'
}

const PAGE = 30

/** The documents or assets that stand in a classification, or in it and below it. */
export function Contents({ node, name, objectType }: Props) {
  const { t, i18n } = useTranslation('trees')
  const path = collectionOf(objectType)
  const [wished, wish] = useState<boolean | null>(null)
  const [isAdding, add] = useState(false)
  const here = useCount(path, { 'classifications.id[]': node })
  const below = useCount(path, { 'classifications[descendants][]': node })
  // Where nothing stands right here, what stands below is shown at once.
  const isDeep = wished ?? (here === 0 && !!below)
  const filter = isDeep ? 'classifications[descendants][]' : 'classifications.id[]'
  const members = useInfiniteQuery({
    queryKey: ['classifications', 'members', path, node, isDeep],
    queryFn: ({ pageParam, signal }) => list<Member>(path, { [filter]: node, limit: PAGE, page: pageParam }, signal),
    initialPageParam: 1,
    getNextPageParam: (last, pages) => (pages.length * PAGE < last.total ? pages.length + 1 : undefined),
  })
  const shown = members.data?.pages.flatMap(({ items }) => items) ?? []
  const number = (value?: number) => (value === undefined ? '…' : new Intl.NumberFormat(i18n.language).format(value))
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={3}>{t(`contents.${objectType}`)}</Title>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={t('contents.depth')}
            value={isDeep ? 'below' : 'here'}
            onChange={(value) => wish(value === 'below')}
            data={[{ value: 'here', label: t('contents.here', { number: number(here) }) }, { value: 'below', label: t('contents.below', { number: number(below) }) }]}
          />
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => add(true)}>{t('contents.add')}</Button>
        </Group>
      </Group>
      {members.error && <Failed error={members.error} onRetry={() => void members.refetch()} />}
      {members.isPending && <Stack gap={6}>{[1, 2, 3].map((row) => <Skeleton key={row} h={40} />)}</Stack>}
      {members.data && shown.length === 0 && <Text c="var(--soft)" size="sm" py="md">{t(`contents.none.${objectType}`)}</Text>}
      {shown.length > 0 && (
        <ul className={styles.list}>
          {shown.map((member) => (
            <MemberRow key={member.id} member={member} objectType={objectType} trail={isDeep ? undefined : <TakeOut member={member} path={path} node={node} name={name} />} />
          ))}
        </ul>
      )}
      <Group justify="space-between" mt="xs">
        {members.hasNextPage ? <Button variant="subtle" size="compact-sm" loading={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>{t('contents.more')}</Button> : <span />}
        {shown.length > 0 && <ListLinks node={node} isDeep={isDeep} objectType={objectType} />}
      </Group>
      {isAdding && <AddMembers node={node} name={name} objectType={objectType} onClose={() => add(false)} />}
    </section>
  )
}

function TakeOut({ member, path, node, name }: { member: Member; path: string; node: string; name: string }) {
  const { t } = useTranslation('trees')
  const title = useTitle()
  const label = t('contents.takeOut', { name: title(member) })
  const takeOut = async () => {
    try {
      said(t('contents.takenOut', { name: title(member), from: name }), { undo: await take(path, [member.id], node) })
    } catch (error) {
      failedToast(error)
    }
  }
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => void takeOut()}><IconX size={15} /></ActionIcon>
    </Tooltip>
  )
}
