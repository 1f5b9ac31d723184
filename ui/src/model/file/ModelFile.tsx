import { Button, Stack, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { send } from '@/api/client'
import { failedToast } from '@/components/toast'
import { Page } from '@/layout/Page'
import shell from '../ModelShell.module.css'
import { Upload } from './Upload'

/** The whole model as one file: out, and in after a look at what would change. */
export function ModelFile() {
  const { t } = useTranslation('model')
  const download = useMutation({ mutationFn: fetched, onError: failedToast })
  return (
    <div className={shell.main}>
      <Page title={t('nav.file')} crumbs={[{ label: t('frame:nav.settings'), to: '/settings' }]}>
        <Stack maw={820} gap="xl">
          <Stack gap="xs" align="flex-start">
            <Title order={2}>{t('file.out')}</Title>
            <Text c="var(--soft)">{t('file.outHelp')}</Text>
            <Button variant="default" leftSection={<IconDownload size={16} />} loading={download.isPending} onClick={() => download.mutate()}>{t('file.download')}</Button>
          </Stack>
          <Stack gap="xs" align="stretch">
            <Title order={2}>{t('file.in')}</Title>
            <Text c="var(--soft)">{t('file.inHelp')}</Text>
            <Upload />
          </Stack>
        </Stack>
      </Page>
    </div>
  )
}

async function fetched(): Promise<void> {
  const answer = await send('GET', '/api/model', undefined, { accept: 'application/x-ndjson' })
  const address = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = `model-${new Date().toISOString().slice(0, 10)}.ndjson`
  link.click()
  URL.revokeObjectURL(address)
}
