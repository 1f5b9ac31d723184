import { Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { When } from '@/components/When'
import { List, above, row } from './List'
import { useKindLabel } from './lineKinds'
import { isOver, type Process } from './process'
import { ProcessStatus } from './ProcessStatus'
import { useProcessName } from './useProcessName'

/** Processes, each of which leads to its own page. */
export function ProcessTable({ label, processes, isPending }: { label: string; processes: Process[]; isPending?: boolean }) {
  const { t } = useTranslation('flows')
  const columns = [t('table.process'), t('table.lines'), t('table.status'), t('table.result'), t('table.by'), t('table.when')]
  return (
    <List label={label} columns={columns} isPending={isPending}>
      {processes.map((process) => <Row key={process.id} process={process} />)}
    </List>
  )
}

function Row({ process }: { process: Process }) {
  const kind = useKindLabel()
  const name = useProcessName(process)
  return (
    <Table.Tr>
      <Table.Td><Link to="/flows/activity/$id" params={{ id: process.id }} className={row}>{name}</Link></Table.Td>
      <Table.Td>{process.documentType ? kind(process.documentType) : '–'}</Table.Td>
      <Table.Td><ProcessStatus process={process} /></Table.Td>
      <Table.Td className="tabular"><Result process={process} /></Table.Td>
      <Table.Td>{process.createdBy}</Table.Td>
      <Table.Td><span className={above}><When at={process.endDate ?? process.dateCreated} /></span></Table.Td>
    </Table.Tr>
  )
}

/** What one has done, in few words. */
function Result({ process }: { process: Process }) {
  const { t } = useTranslation('flows')
  const { progress, metadata: { count }, trouble } = process
  if (!isOver(process)) return progress.total === null ? null : t('progress.of', { done: progress.done, total: progress.total })
  if (count && process.type !== 'export') {
    // Few processes delete anything; those that do say so.
    const deleted = count.deleted > 0 && t(process.isDryRun ? 'table.wouldDeleted' : 'table.countsDeleted', { count: count.deleted })
    return [t(process.isDryRun ? 'table.would' : 'table.counts', { ...count }), deleted].filter(Boolean).join(' · ')
  }
  if (trouble) return <Text size="sm" truncate maw={320} title={trouble}>{trouble}</Text>
  return progress.total === null ? null : t('progress.done', { count: progress.total })
}
