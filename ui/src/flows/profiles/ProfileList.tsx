import { Menu, Table, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconCalendar, IconCopy, IconDownload, IconFileImport, IconPencil, IconPlayerPlay, IconTemplate, IconTrash } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { address, post, remove } from '@/api/client'
import { confirmed } from '@/components/Confirm'
import { Failed } from '@/components/Failed'
import { failedToast, said } from '@/components/toast'
import { When } from '@/components/When'
import { useDataLocale } from '@/layout/DataLocale'
import { List, above, row } from '../List'
import { useKindLabel } from '../lineKinds'
import type { Process } from '../process'
import { RowMenu } from '../RowMenu'
import { fieldsOf, pathOf, useProfiles, type Profile, type Way } from './profile'

/** The profiles of one way, and what each can do. */
export function ProfileList({ way }: { way: Way }) {
  const { t } = useTranslation('flows')
  const kind = useKindLabel()
  const asked = useProfiles(way)
  if (asked.error) return <Failed error={asked.error} onRetry={() => void asked.refetch()} />
  if (asked.data?.length === 0) return <Text size="sm" c="var(--soft)">{t(`profile.none.${way}`)}</Text>
  const columns = [t('profile.name'), t('profile.model'), t('profile.format'), t('profile.mapping'), t('profile.locales'), t('profile.changed'), '']
  return (
    <List label={t(`profile.${way}`)} columns={columns} isPending={asked.isPending}>
      {asked.data?.map((profile) => (
        <Table.Tr key={profile.id}>
          <Table.Td><Link to="/flows/profiles/$way/$id" params={{ way, id: profile.id }} className={row}>{profile.name}</Link></Table.Td>
          <Table.Td>{kind(profile.model)}</Table.Td>
          <Table.Td>{profile.extension.toUpperCase()}</Table.Td>
          <Table.Td>{profile.mappings.length ? t('profile.columns', { count: profile.mappings.length }) : t('profile.allColumns')}</Table.Td>
          <Table.Td>{profile.locales.length ? profile.locales.join(', ') : t('lines.allLocales')}</Table.Td>
          <Table.Td><span className={above}><When at={profile.dateModified} /></span></Table.Td>
          <Table.Td ta="right"><Actions way={way} profile={profile} /></Table.Td>
        </Table.Tr>
      ))}
    </List>
  )
}

function Actions({ way, profile }: { way: Way; profile: Profile }) {
  const { t } = useTranslation(['flows', 'frame'])
  const navigate = useNavigate()
  const queries = useQueryClient()
  const path = `${pathOf(way)}/${encodeURIComponent(profile.id)}`
  const asked = { onSuccess: () => queries.invalidateQueries({ queryKey: ['profiles', way] }), onError: failedToast }
  const copying = useMutation({ mutationFn: () => post(pathOf(way), { ...fieldsOf(profile, way), remotePath: null, name: t('profile.copyOf', { name: profile.name }) }), ...asked })
  const removing = useMutation({ mutationFn: () => remove(path), ...asked })
  const drop = async () => {
    const isSure = await confirmed({ title: t('profile.deleteTitle', { name: profile.name }), body: t('profile.deleteBody'), confirm: t('frame:delete'), isDangerous: true })
    if (isSure) removing.mutate()
  }
  return (
    <RowMenu of={profile.name}>
      {way === 'imports' && <Menu.Item leftSection={<IconFileImport size={16} />} onClick={() => void navigate({ to: '/flows/imports/new', search: { profile: profile.id } })}>{t('profile.importWith')}</Menu.Item>}
      {way === 'imports' && <Menu.Item component="a" href={`${path}/template`} download leftSection={<IconTemplate size={16} />}>{t('profile.template')}</Menu.Item>}
      {way === 'exports' && <ExportItems profile={profile} path={path} />}
      <Menu.Item leftSection={<IconCalendar size={16} />} onClick={() => void navigate({ to: '/flows/schedules', search: { open: `${way}/new`, profile: profile.id } })}>{t('profile.schedule')}</Menu.Item>
      <Menu.Divider />
      <Menu.Item component={Link} to={`/flows/profiles/${way}/${profile.id}`} leftSection={<IconPencil size={16} />}>{t('frame:edit')}</Menu.Item>
      <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => copying.mutate()}>{t('profile.duplicate')}</Menu.Item>
      <Menu.Item leftSection={<IconTrash size={16} />} c="var(--bad)" onClick={() => void drop()}>{t('frame:delete')}</Menu.Item>
    </RowMenu>
  )
}

function ExportItems({ profile, path }: { profile: Profile; path: string }) {
  const { t } = useTranslation('flows')
  const { locale } = useDataLocale()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const open = (id: string) => void navigate({ to: `/flows/activity/${id}` })
  const running = useMutation({
    mutationFn: async () => (await post<Process>('/api/exports', { exportProfileId: profile.id })).value,
    onSuccess: ({ id }) => {
      said(t('export.begun', { name: profile.name }), { then: { label: t('export.show'), do: () => open(id) } })
      void queries.invalidateQueries({ queryKey: ['processes'] })
    },
    onError: failedToast,
  })
  return (
    <>
      <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => running.mutate()}>{t('profile.run')}</Menu.Item>
      <Menu.Item component="a" href={`${path}/file`} download leftSection={<IconDownload size={16} />}>{t('profile.download')}</Menu.Item>
      <Menu.Item component="a" href={address(`${path}/file`, { locale })} download leftSection={<IconDownload size={16} />}>{t('profile.downloadIn', { locale })}</Menu.Item>
    </>
  )
}
