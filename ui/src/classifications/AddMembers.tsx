import { Button, Checkbox, Group, Modal, ScrollArea, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import { Failed } from '@/components/Failed'
import { said } from '@/components/toast'
import { collectionOf } from './counts'
import { MemberRow } from './MemberRow'
import { put, type Member } from './members'
import styles from './Contents.module.css'

interface Props {
  node: string
  name: string
  objectType: 'document' | 'asset'
  onClose: () => void
}

/** Finds documents or assets, and puts those that are chosen into a classification. */
export function AddMembers({ node, name, objectType, onClose }: Props) {
  const { t } = useTranslation('trees')
  const path = collectionOf(objectType)
  const [typed, type] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const [chosen, choose] = useState<string[]>([])
  const found = useQuery({
    queryKey: ['classifications', 'found', path, search],
    queryFn: ({ signal }) => list<Member>(path, { search: search || undefined, limit: 30, ...(!search && { 'order[dateModified]': 'desc' }) }, signal),
    placeholderData: (before) => before,
  })
  const adding = useMutation({
    mutationFn: () => put(path, chosen, node),
    onSuccess: (undo) => {
      said(t('contents.added', { count: chosen.length, to: name }), { undo })
      onClose()
    },
  })
  const toggle = (id: string) => choose((ids) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]))
  return (
    <Modal opened onClose={onClose} size="lg" title={t('contents.addTo', { name })} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Stack gap="sm">
        <TextInput
          data-autofocus
          aria-label={t('frame:search')}
          placeholder={t(`contents.find.${objectType}`)}
          leftSection={<IconSearch size={16} stroke={1.6} />}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <ScrollArea.Autosize mah={380} type="auto" viewportProps={{ tabIndex: 0 }}>
          {found.isPending && <Stack gap={6}>{[1, 2, 3, 4].map((row) => <Skeleton key={row} h={40} />)}</Stack>}
          {found.data?.items.length === 0 && <Text c="var(--soft)" size="sm" py="md">{t('contents.nothing')}</Text>}
          <ul className={styles.list}>
            {found.data?.items.map((member) => {
              const isHere = member.classifications.some(({ id }) => id === node)
              return (
                <MemberRow
                  key={member.id}
                  member={member}
                  objectType={objectType}
                  trail={<Checkbox aria-label={member.id} disabled={isHere} checked={isHere || chosen.includes(member.id)} onChange={() => toggle(member.id)} />}
                />
              )
            })}
          </ul>
        </ScrollArea.Autosize>
        {adding.error && <Failed error={adding.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('frame:cancel')}</Button>
          <Button disabled={chosen.length === 0} loading={adding.isPending} onClick={() => adding.mutate()}>{t('contents.addChosen', { count: chosen.length })}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
