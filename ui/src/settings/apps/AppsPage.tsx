import { Button, SimpleGrid, Skeleton, Stack } from '@mantine/core'
import { IconApps, IconPlus } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import { Page } from '@/layout/Page'
import { useMe } from '@/session/SessionProvider'
import { useApps } from './app'
import { AppCard } from './AppCard'
import { AppPanel } from './AppPanel'
import { NewSecret } from './NewSecret'

const route = getRouteApi('/settings/apps')

/** Other people's pages inside this one. */
export function AppsPage() {
  const { t } = useTranslation(['settings', 'frame', 'flows'])
  const { admin } = useMe()
  const { open } = route.useSearch()
  const navigate = route.useNavigate()
  const [secret, setSecret] = useState<string | null>(null)
  const asked = useApps()
  const opened = asked.data?.find(({ id }) => id === open)
  const close = () => void navigate({ to: '.', search: {} })
  const begin = admin && <Button leftSection={<IconPlus size={16} />} onClick={() => void navigate({ to: '.', search: { open: 'new' } })}>{t('app.new')}</Button>
  return (
    <Page title={t('frame:nav.apps')} crumbs={[{ label: t('frame:nav.settings'), to: '/settings' }]} actions={begin}>
      <Stack maw={1200}>
        {asked.error && <Failed error={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.isPending && <Skeleton height={140} />}
        {asked.data?.length === 0 && <Empty icon={IconApps} title={t('app.empty')} actions={begin}>{t('app.emptyBody')}</Empty>}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
          {asked.data?.map((app) => <AppCard key={app.id} app={app} onEdit={() => void navigate({ to: '.', search: { open: app.id } })} onSecret={setSecret} />)}
        </SimpleGrid>
      </Stack>
      {open && (open === 'new' || opened) && <AppPanel key={open} app={opened} onClose={close} onSecret={setSecret} />}
      <NewSecret secret={secret} onClose={() => setSecret(null)} />
    </Page>
  )
}
