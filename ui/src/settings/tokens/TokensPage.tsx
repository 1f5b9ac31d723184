import { Button, Menu, Stack, Table } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconKey, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { get, remove } from '@/api/client'
import { confirmed } from '@/components/Confirm'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import { failedToast, said } from '@/components/toast'
import { When } from '@/components/When'
import { List } from '@/flows/List'
import { Pill } from '@/flows/Pill'
import { RowMenu } from '@/flows/RowMenu'
import { Page } from '@/layout/Page'
import { NewToken } from './NewToken'
import { TOKENS, type Token } from './token'

/** What programs sign in with. */
export function TokensPage() {
  const { t } = useTranslation(['settings', 'frame'])
  const [isOpen, { open, close }] = useDisclosure(false)
  const asked = useQuery({ queryKey: ['tokens'], queryFn: () => get<Token[]>(TOKENS) })
  const begin = <Button leftSection={<IconPlus size={16} />} onClick={open}>{t('token.new')}</Button>
  return (
    <Page title={t('frame:nav.tokens')} crumbs={[{ label: t('frame:nav.settings'), to: '/settings' }]} actions={begin}>
      <Stack maw={1000}>
        {asked.error && <Failed error={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.data?.length === 0 && <Empty icon={IconKey} title={t('token.empty')} actions={begin}>{t('token.emptyBody')}</Empty>}
        {(asked.isPending || !!asked.data?.length) && (
          <List label={t('frame:nav.tokens')} columns={[t('token.name'), t('token.access'), t('token.created'), t('token.used'), '']} isPending={asked.isPending}>
            {asked.data?.map((token) => <Row key={token.name} token={token} />)}
          </List>
        )}
      </Stack>
      <NewToken isOpen={isOpen} onClose={close} />
    </Page>
  )
}

function Row({ token }: { token: Token }) {
  const { t } = useTranslation(['settings', 'frame'])
  const queries = useQueryClient()
  const removing = useMutation({
    mutationFn: () => remove(`${TOKENS}/${encodeURIComponent(token.name)}`),
    onSuccess: () => {
      said(t('token.gone', { name: token.name }))
      void queries.invalidateQueries({ queryKey: ['tokens'] })
    },
    onError: failedToast,
  })
  const drop = async () => {
    if (await confirmed({ title: t('token.revokeTitle', { name: token.name }), body: t('token.revokeBody'), confirm: t('token.revoke'), isDangerous: true })) removing.mutate()
  }
  return (
    <Table.Tr>
      <Table.Td fw={550}>{token.name}</Table.Td>
      <Table.Td><Pill tone={token.access === 'full' ? 'accent' : 'soft'}>{t(`token.${token.access}`)}</Pill></Table.Td>
      <Table.Td><When at={token.dateCreated} /></Table.Td>
      <Table.Td>{token.dateUsed ? <When at={token.dateUsed} /> : t('never')}</Table.Td>
      <Table.Td ta="right">
        <RowMenu of={token.name}>
          <Menu.Item c="var(--bad)" leftSection={<IconTrash size={16} />} onClick={() => void drop()}>{t('token.revoke')}</Menu.Item>
        </RowMenu>
      </Table.Td>
    </Table.Tr>
  )
}
