import { ActionIcon, Badge, Button, Menu, Skeleton, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconBroadcast, IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Code } from '@/components/Code'
import { Count } from '@/components/Count'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import { Impact } from '@/components/Impact'
import { When } from '@/components/When'
import { useCatalogs } from '@/classifications/catalogs'
import { collectionOf, useCount } from '@/classifications/counts'
import type { Catalog } from '@/classifications/types'
import { Page } from '@/layout/Page'
import { ChannelForm } from './ChannelForm'
import styles from './ChannelList.module.css'

/** All channels, and the trees of assets. */
export function ChannelList() {
  const { t } = useTranslation('trees')
  const { data, error, isPending, refetch } = useCatalogs()
  const [edited, edit] = useState<Catalog | 'new' | null>(null)
  const [deleted, remove] = useState<Catalog | null>(null)
  const catalogs = [...(data ?? [])].sort((a, b) => b.objectType.localeCompare(a.objectType) || a.name.localeCompare(b.name))
  const add = <Button leftSection={<IconPlus size={16} />} onClick={() => edit('new')}>{t('channels.new')}</Button>
  return (
    <Page title={t('channels.title')} aside={data && <Count value={data.length} />} actions={add}>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {isPending && <Stack>{[1, 2, 3].map((row) => <Skeleton key={row} h={36} />)}</Stack>}
      {data?.length === 0 && <Empty icon={IconBroadcast} title={t('channels.empty')} actions={add}>{t('channels.emptyHelp')}</Empty>}
      {catalogs.length > 0 && (
        <Table.ScrollContainer minWidth={720}>
          <Table highlightOnHover verticalSpacing={8} className={styles.table}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('name')}</Table.Th>
                <Table.Th>{t('code')}</Table.Th>
                <Table.Th>{t('channels.holds')}</Table.Th>
                <Table.Th ta="right">{t('channels.nodes')}</Table.Th>
                <Table.Th ta="right">{t('channels.members')}</Table.Th>
                <Table.Th>{t('modified')}</Table.Th>
                <Table.Th w={48}><VisuallyHidden>{t('actions')}</VisuallyHidden></Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {catalogs.map((catalog) => <Row key={catalog.id} catalog={catalog} onEdit={() => edit(catalog)} onDelete={() => remove(catalog)} />)}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {edited && <ChannelForm catalog={edited === 'new' ? null : edited} onClose={() => edit(null)} />}
      {deleted && <Impact path={`/api/catalogs/${deleted.id}`} name={deleted.name} onClose={() => remove(null)} onDeleted={() => remove(null)} />}
    </Page>
  )
}

function Row({ catalog, onEdit, onDelete }: { catalog: Catalog; onEdit: () => void; onDelete: () => void }) {
  const { t } = useTranslation('trees')
  const go = useNavigate()
  const nodes = useCount('/api/classifications', { 'catalogs.id[]': catalog.id })
  const members = useCount(collectionOf(catalog.objectType), { 'catalogs.id[]': catalog.id })
  const open = () => void go({ to: '/channels/$id', params: { id: catalog.id } })
  return (
    <Table.Tr className={styles.row} onClick={open}>
      <Table.Td>
        <Link to="/channels/$id" params={{ id: catalog.id }} className={styles.name}>{catalog.name}</Link>
        {catalog.description && <Text size="xs" c="var(--soft)">{catalog.description}</Text>}
      </Table.Td>
      <Table.Td onClick={(event) => event.stopPropagation()}><Code>{catalog.id}</Code></Table.Td>
      <Table.Td><Badge variant="default" fw={500} tt="none">{t(`holds.${catalog.objectType}`)}</Badge></Table.Td>
      {/* The root is none of them. */}
      <Table.Td ta="right"><Count value={nodes && nodes - 1} /></Table.Td>
      <Table.Td ta="right"><Count value={members} /></Table.Td>
      <Table.Td><Text size="sm" c="var(--soft)"><When at={catalog.dateModified} /></Text></Table.Td>
      <Table.Td onClick={(event) => event.stopPropagation()}>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t('actionsOf', { name: catalog.name })}><IconDots size={16} /></ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} stroke={1.6} />} onClick={onEdit}>{t('frame:edit')}</Menu.Item>
            <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.6} />} onClick={onDelete}>{t('frame:delete')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  )
}
