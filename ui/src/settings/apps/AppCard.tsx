import { Avatar, Button, Group, Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconKey, IconPencil, IconPlugConnected, IconPlugOff, IconSettings } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { confirmed } from '@/components/Confirm'
import { failedToast, said } from '@/components/toast'
import { When } from '@/components/When'
import { Dialog } from '@/flows/Dialog'
import { Pill } from '@/flows/Pill'
import { RowMenu } from '@/flows/RowMenu'
import { useDataLocale } from '@/layout/DataLocale'
import { useMe } from '@/session/SessionProvider'
import { pathOf, type Installable } from './app'
import styles from './AppCard.module.css'
import { Configuration } from './Configuration'
import { useInterfaceLocale } from './useInterfaceLocale'

interface Props {
  app: Installable
  onEdit: () => void
  onSecret: (secret: string) => void
}

/** One app: what it is, whether it is installed, and what can be done with it. */
export function AppCard({ app, onEdit, onSecret }: Props) {
  const { t } = useTranslation('settings')
  const { admin } = useMe()
  const isLegacy = app.type === 'legacy'
  return (
    <article className={styles.card} aria-label={app.name || app.id}>
      <div className={styles.head}>
        <Avatar radius="sm" color="indigo" name={app.name || app.id} aria-hidden />
        <div className={styles.words}>
          <Text fw={600} truncate>{app.name || app.id}</Text>
          <Text size="sm" c="var(--soft)" truncate title={app.url}>{app.url}</Text>
        </div>
        {admin && <AppMenu app={app} onEdit={onEdit} onSecret={onSecret} />}
      </div>
      {app.description && <Text size="sm">{app.description}</Text>}
      <Group gap={6}>
        <State app={app} />
        {app.permission && <Pill>{t(`app.${app.permission}`)}</Pill>}
        {app.dateInstalled && <Text size="xs" c="var(--soft)">{t('app.installedBy', { name: app.installedBy })} <When at={app.dateInstalled} /></Text>}
      </Group>
      {admin && !isLegacy && <Group gap="xs" mt="auto">{app.permission ? <Installed app={app} /> : <Install app={app} />}</Group>}
    </article>
  )
}

function State({ app }: { app: Installable }) {
  const { t } = useTranslation('settings')
  if (!app.isActive) return <Pill>{t('off')}</Pill>
  const isThere = app.type === 'legacy' || app.permission
  return <Pill tone={isThere ? 'good' : 'warn'}>{t(isThere ? 'app.installed' : 'app.notInstalled')}</Pill>
}

/** What is sent to an app about who is there. */
function useLocales() {
  const { locale } = useDataLocale()
  return { dataLocale: locale, interfaceLocale: useInterfaceLocale() }
}

function Install({ app }: { app: Installable }) {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  const locales = useLocales()
  const installing = useMutation({
    mutationFn: () => post(`${pathOf(app.id)}/install`, locales),
    onSuccess: () => {
      said(t('app.isInstalled', { name: app.name || app.id }))
      void queries.invalidateQueries({ queryKey: ['apps'] })
    },
    onError: failedToast,
  })
  const install = async () => {
    if (await confirmed({ title: t('app.installTitle', { name: app.name || app.id }), body: t('app.installBody'), confirm: t('app.install') })) installing.mutate()
  }
  return <Button size="xs" leftSection={<IconPlugConnected size={15} />} loading={installing.isPending} onClick={() => void install()}>{t('app.install')}</Button>
}

function Installed({ app }: { app: Installable }) {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  const [isOpen, { open, close }] = useDisclosure(false)
  const uninstalling = useMutation({
    mutationFn: () => post(`${pathOf(app.id)}/uninstall`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['apps'] }),
    onError: failedToast,
  })
  const uninstall = async () => {
    if (await confirmed({ title: t('app.uninstallTitle', { name: app.name || app.id }), body: t('app.uninstallBody'), confirm: t('app.uninstall'), isDangerous: true })) uninstalling.mutate()
  }
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconSettings size={15} />} onClick={open}>{t('app.configure')}</Button>
      <Button size="xs" variant="subtle" color="gray" leftSection={<IconPlugOff size={15} />} loading={uninstalling.isPending} onClick={() => void uninstall()}>{t('app.uninstall')}</Button>
      <Dialog isOpen={isOpen} onClose={close} title={app.name || app.id} size="xl"><Configuration app={app} /></Dialog>
    </>
  )
}

function AppMenu({ app, onEdit, onSecret }: Props) {
  const { t } = useTranslation(['settings', 'frame'])
  const drawing = useMutation({
    mutationFn: async () => (await post<Installable>(`${pathOf(app.id)}/secret`)).value,
    onSuccess: ({ secret }) => secret && onSecret(secret),
    onError: failedToast,
  })
  const draw = async () => {
    if (await confirmed({ title: t('app.drawTitle'), body: t('app.drawBody'), confirm: t('app.draw'), isDangerous: true })) drawing.mutate()
  }
  return (
    <RowMenu of={app.name || app.id}>
      <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>{t('frame:edit')}</Menu.Item>
      <Menu.Item leftSection={<IconKey size={16} />} onClick={() => void draw()}>{t('app.draw')}</Menu.Item>
    </RowMenu>
  )
}
