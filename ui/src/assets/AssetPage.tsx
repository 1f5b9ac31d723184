import { Alert, Button, FileButton, Group, Skeleton, Stack, Tabs, Text } from '@mantine/core'
import { IconAlertTriangle, IconDownload, IconUpload } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Code } from '@/components/Code'
import { Count } from '@/components/Count'
import { Failed } from '@/components/Failed'
import { History } from '@/components/History'
import { Impact } from '@/components/Impact'
import { When } from '@/components/When'
import { Page } from '@/layout/Page'
import { useValues } from '@/values/useValues'
import { ValuesForm } from '@/values/ValuesForm'
import { Addresses } from './Addresses'
import styles from './AssetPage.module.css'
import { Facts } from './Facts'
import { Places } from './Places'
import { AssetMenu } from './AssetMenu'
import { Preview } from './Preview'
import { StateBadge } from './StateBadge'
import type { Asset } from './types'
import { useUploads } from './uploads'
import { DropArea } from './uploads/DropArea'
import { UsedBy } from './UsedBy'
import { Versions } from './Versions'
import { useAssetTitle } from './useAssetTitle'

const route = getRouteApi('/assets/$id')

/** One asset: its file large on the left, all that is known of it on the right. */
export function AssetPage() {
  const { id } = route.useParams()
  return <One key={id} id={id} />
}

function One({ id }: { id: string }) {
  const { t } = useTranslation('assets')
  const path = `/api/assets/${encodeURIComponent(id)}`
  const go = useNavigate()
  const { add } = useUploads()
  const [isDeleting, remove] = useState(false)
  const values = useValues<Asset>(path)
  const title = useAssetTitle()
  const { thing: asset, query } = values
  const crumbs = [{ label: t('title'), to: '/assets' }]
  if (query.error) return <Page title={id} crumbs={crumbs}><Failed error={query.error} onRetry={() => void query.refetch()} /></Page>
  if (!asset) return <Page title={id} crumbs={crumbs}><Group align="flex-start" wrap="nowrap"><Skeleton h={480} flex={1} /><Skeleton h={480} w={420} /></Group></Page>
  const replace = (file: File | null) => file && add([file], { replaces: id })
  const used = asset.documentLinks.length + asset.variantLinks.length
  const actions = (
    <>
      {asset.url && <Button variant="default" component="a" href={asset.url} download={asset.originalFilename ?? true} leftSection={<IconDownload size={16} />}>{t('download')}</Button>}
      <FileButton onChange={replace}>{(props) => <Button variant="default" {...props} leftSection={<IconUpload size={16} />}>{t('replace')}</Button>}</FileButton>
      <AssetMenu asset={asset} onDelete={() => remove(true)} />
    </>
  )
  return (
    <Page title={title(asset)} crumbs={crumbs} isFull actions={actions} head={<Head asset={asset} />}>
      <div className={styles.halves}>
        <div className={styles.left}>
          {asset.metadata?.status === 'failed' && <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t('failedTitle')} className={styles.alert}>{asset.metadata.trouble} {t('failedHelp')}</Alert>}
          <Preview asset={asset} />
        </div>
        <Tabs defaultValue="details" className={styles.right} keepMounted={false}>
          <Tabs.List px="md" pt={4} className={styles.tabs}>
            <Tabs.Tab value="details">{t('tabs.details')}</Tabs.Tab>
            <Tabs.Tab value="used" rightSection={<Text span size="xs" c="var(--soft)" className="tabular"><Count value={used} /></Text>}>{t('tabs.used')}</Tabs.Tab>
            <Tabs.Tab value="addresses">{t('tabs.addresses')}</Tabs.Tab>
            <Tabs.Tab value="versions">{t('tabs.versions')}</Tabs.Tab>
            <Tabs.Tab value="history">{t('tabs.history')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="details" className={styles.panel}>
            <Stack gap={28}>
              <ValuesForm values={values} objectType="asset" />
              <Places asset={asset} />
              <Facts asset={asset} />
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="used" className={styles.panel}><UsedBy asset={asset} /></Tabs.Panel>
          <Tabs.Panel value="addresses" className={styles.panel}><Addresses asset={asset} /></Tabs.Panel>
          <Tabs.Panel value="versions" className={styles.panel}><Versions asset={asset} onReplace={replace} /></Tabs.Panel>
          <Tabs.Panel value="history" className={styles.panel}><History path={path} /></Tabs.Panel>
        </Tabs>
      </div>
      {isDeleting && <Impact path={path} name={title(asset)} onClose={() => remove(false)} onDeleted={() => go({ to: '/assets' })} />}
      <DropArea label={t('dropToReplace', { name: title(asset) })} onFiles={([file]) => replace(file ?? null)} />
    </Page>
  )
}

function Head({ asset }: { asset: Asset }) {
  const { t } = useTranslation('assets')
  return (
    <Group gap="xs" mt={2} mb={10}>
      <Code>{asset.id}</Code>
      {asset.metadata?.status !== 'ready' && asset.metadata && <StateBadge colour={asset.metadata.status === 'failed' ? 'red' : 'gray'}>{t(`values.status.${asset.metadata.status}`)}</StateBadge>}
      {!asset.isActive && <StateBadge colour="gray">{t('trees:inactive')}</StateBadge>}
      <Text size="xs" c="var(--soft)">{t('trees:changedBy', { by: asset.updatedBy })} <When at={asset.dateModified} /></Text>
    </Group>
  )
}
