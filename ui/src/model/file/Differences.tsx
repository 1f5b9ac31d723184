import { Group, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Line } from '../bulk'
import { Told } from '../Told'
import styles from './Upload.module.css'

const SEEN = 200

type State = 'made' | 'changed' | 'deleted' | 'refused' | 'unchanged'

const STATES: State[] = ['made', 'changed', 'deleted', 'refused', 'unchanged']
const COLOURS: Record<State, string> = { made: 'teal', changed: 'indigo', deleted: 'orange', refused: 'red', unchanged: 'gray' }

/** What each line of a file does, or did: counts first, then the lines that matter. */
export function Differences({ lines, isDone }: { lines: Line[]; isDone: boolean }) {
  const { t, i18n } = useTranslation('model')
  const number = new Intl.NumberFormat(i18n.language)
  const told = lines.filter((line) => stateOf(line) !== 'unchanged')
  const sorted = [...told].sort((a, b) => Number(stateOf(b) === 'refused') - Number(stateOf(a) === 'refused'))
  return (
    <Stack gap="sm" role="status">
      <Group gap="xs">
        {STATES.map((state) => {
          const count = lines.filter((line) => stateOf(line) === state).length
          return count > 0 && <Told key={state} color={COLOURS[state]}>{t(`file.${isDone ? 'did' : 'would'}.${state}`, { count, shown: number.format(count) })}</Told>
        })}
      </Group>
      {told.length === 0 && <Text>{t('file.same')}</Text>}
      {told.length > 0 && (
        <Table verticalSpacing={6} fz="sm">
          <Table.Thead>
            <Table.Tr><Table.Th w={110}>{t('file.what')}</Table.Th><Table.Th w={220}>{t('file.thing')}</Table.Th><Table.Th>{t('file.change')}</Table.Th></Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted.slice(0, SEEN).map((line) => (
              <Table.Tr key={line.index}>
                <Table.Td><Told color={COLOURS[stateOf(line)]}>{t(`file.states.${stateOf(line)}`)}</Told></Table.Td>
                <Table.Td><div className={styles.value}>{line.id}</div><div className={styles.path}>{line['@type']}</div></Table.Td>
                <Table.Td><Why line={line} /></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {told.length > SEEN && <Text size="sm" c="var(--soft)">{t('andMore', { count: told.length - SEEN })}</Text>}
    </Stack>
  )
}

function Why({ line }: { line: Line }) {
  if (line.violations) return <Text size="sm" c="var(--bad)">{line.violations.map((one) => one.message).join(' ')}</Text>
  return (line.changes ?? []).slice(0, 6).map((change) => (
    <div key={change.path}>
      <span className={styles.path}>{change.path} </span>
      <span className={styles.value}>{shown(change.before)} → {shown(change.after)}</span>
    </div>
  ))
}

const shown = (value: unknown) => (value === null || value === undefined ? '∅' : typeof value === 'string' ? value : JSON.stringify(value))

function stateOf(line: Line): State {
  if (line.status >= 400) return 'refused'
  if (line.unchanged) return 'unchanged'
  if (line.status === 201) return 'made'
  if (line.status === 204) return 'deleted'
  return line.changes?.length === 0 ? 'unchanged' : 'changed'
}
