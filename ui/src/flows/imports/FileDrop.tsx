import { Alert, Progress, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import '@mantine/dropzone/styles.css'
import { useMutation } from '@tanstack/react-query'
import { IconAlertCircle, IconFileSpreadsheet } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './FileDrop.module.css'
import { upload } from './upload'

const READ = {
  'text/csv': ['.csv'],
  'text/plain': ['.txt', '.tsv'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/x-ndjson': ['.ndjson', '.jsonl'],
  'application/zip': ['.zip'],
}

/** Where the file to be imported is dropped or chosen. */
export function FileDrop({ onSent }: { onSent: (id: string) => void }) {
  const { t } = useTranslation('flows')
  const [percent, setPercent] = useState(0)
  const [isRefused, setRefused] = useState(false)
  const sending = useMutation({ mutationFn: (file: File) => upload(file, setPercent), onSuccess: onSent })
  const onDrop = ([file]: File[]) => {
    setRefused(false)
    setPercent(0)
    if (file) sending.mutate(file)
  }
  return (
    <>
      <Dropzone className={styles.drop} onDrop={onDrop} onReject={() => setRefused(true)} accept={READ} multiple={false} disabled={sending.isPending} inputProps={{ 'aria-label': t('drop.title') }}>
        <div className={styles.words}>
          <IconFileSpreadsheet size={28} stroke={1.4} aria-hidden />
          <Text fw={600}>{sending.isPending ? t('drop.sending', { name: sending.variables.name }) : t('drop.title')}</Text>
          <Text size="sm" c="var(--soft)">{t('drop.kinds')}</Text>
          {sending.isPending && <Progress value={percent} w={280} mt={8} aria-label={t('drop.sending', { name: sending.variables.name })} />}
        </div>
      </Dropzone>
      {isRefused && <Told>{t('drop.refused')}</Told>}
      {sending.error && <Told>{t('drop.failed')} {sending.error.message}</Told>}
    </>
  )
}

function Told({ children }: { children: React.ReactNode }) {
  return <Alert color="red" icon={<IconAlertCircle size={18} />} mt="xs" py={8}>{children}</Alert>
}
