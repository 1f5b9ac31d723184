import { Button, Group, Skeleton, Stack, Table, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleX, IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/components/Failed'
import { List } from '../List'
import { pathOf, type Process } from '../process'
import styles from './Troubles.module.css'
import { SHOWN, useTroubles, type Trouble } from './report'

/** What is wrong with which line, and the files to mend it with. */
export function Troubles({ process }: { process: Process }) {
  const { t } = useTranslation('flows')
  const { report, failed } = process.metadata
  const asked = useTroubles(process.id, !!report)
  if (asked.isPending) return <Skeleton height={120} />
  if (asked.error) return <Failed error={asked.error} onRetry={() => void asked.refetch()} />
  const troubles = asked.data
  if (troubles.length === 0) return null
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {failed && <Download href={`${pathOf(process.id)}/failed`}>{t('troubles.failed')}</Download>}
        <Download href={`${pathOf(process.id)}/report`}>{t('troubles.report')}</Download>
        {failed && <Text size="sm" c="var(--soft)">{t('troubles.mend')}</Text>}
      </Group>
      <List label={t('troubles.title')} columns={[t('troubles.line'), t('troubles.column'), t('troubles.value'), t('troubles.message'), t('troubles.id')]}>
        {troubles.map((trouble, index) => <Row key={index} trouble={trouble} />)}
      </List>
      {troubles.length >= SHOWN && <Text size="sm" c="var(--soft)">{t('troubles.more', { count: SHOWN })}</Text>}
    </Stack>
  )
}

function Row({ trouble }: { trouble: Trouble }) {
  const { t } = useTranslation('flows')
  const isWarning = trouble.level === 'warning'
  const Mark = isWarning ? IconAlertTriangle : IconCircleX
  return (
    <Table.Tr>
      <Table.Td className={styles.line} data-level={trouble.level}>
        <Mark size={14} aria-label={t(isWarning ? 'troubles.warning' : 'troubles.error')} /> {trouble.line}
      </Table.Td>
      <Table.Td>{trouble.property}</Table.Td>
      <Table.Td className={styles.value} title={trouble.value}>{trouble.value}</Table.Td>
      <Table.Td className={styles.message}>{trouble.message}</Table.Td>
      <Table.Td ff="monospace" className={styles.id}>{trouble.id}</Table.Td>
    </Table.Tr>
  )
}

/** A file that the server makes for whoever asks. */
export function Download({ href, isMain = false, children }: { href: string; isMain?: boolean; children: ReactNode }) {
  return <Button component="a" href={href} download variant={isMain ? 'filled' : 'default'} size={isMain ? 'sm' : 'xs'} leftSection={<IconDownload size={15} />}>{children}</Button>
}
