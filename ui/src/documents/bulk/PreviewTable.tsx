import { ScrollArea, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shownText } from '@/grid/attribute/texts'
import { useSpeech } from '@/grid/attribute/useSpeech'
import { useLabel } from '@/layout/DataLocale'
import { shortLocale } from '../columns/titles'
import type { Definitions } from '../useDefinitions'
import type { Previewed, PreviewedChange } from './operations'
import styles from './PreviewTable.module.css'
import { Tried } from './Tried'

/** What a bulk edit would do: how many, and the first of them before and after. */
export function PreviewTable({ previewed, definitions }: { previewed: Previewed; definitions: Definitions }) {
  const { t, i18n } = useTranslation('documents')
  const spoken = (value: number) => value.toLocaleString(i18n.language)
  const counts = [
    { key: 'toChange', value: previewed.toChange, mark: styles.change },
    { key: 'unchanged', value: previewed.unchanged, mark: styles.same },
    { key: 'refused', value: previewed.refused, mark: styles.refused },
  ] as const
  return (
    <section aria-label={t('bulk.preview')}>
      <dl className={styles.counts}>
        {counts.map(({ key, value, mark }) => (
          <div key={key} className={mark}><dt>{t(`bulk.counts.${key}`)}</dt><dd>{spoken(value)}</dd></div>
        ))}
      </dl>
      <Tried {...previewed} />
      {previewed.first.length > 0 && (
        <ScrollArea.Autosize mah={360} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Table stickyHeader verticalSpacing={6} fz="sm">
            <Table.Thead>
              <Table.Tr><Table.Th>{t('bulk.document')}</Table.Th><Table.Th>{t('bulk.property')}</Table.Th><Table.Th>{t('bulk.before')}</Table.Th><Table.Th>{t('bulk.after')}</Table.Th></Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {previewed.first.map((one) => <Lines key={one.id} one={one} definitions={definitions} />)}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      )}
    </section>
  )
}

function Lines({ one, definitions }: { one: Previewed['first'][number]; definitions: Definitions }) {
  const { t } = useTranslation('documents')
  const rows = Math.max(1, one.changes.length + (one.violations.length > 0 ? 1 : 0))
  const head = (
    <Table.Td rowSpan={rows} className={styles.document}>
      <Text size="sm" fw={500}>{one.title || one.id}</Text>
      {one.title && <Text size="xs" c="var(--soft)" ff="monospace">{one.id}</Text>}
    </Table.Td>
  )
  if (one.changes.length === 0 && one.violations.length === 0) {
    return <Table.Tr>{head}<Table.Td colSpan={3} c="var(--soft)">{t('bulk.stays')}</Table.Td></Table.Tr>
  }
  return (
    <>
      {one.changes.map((change, index) => (
        <Table.Tr key={`${change.property}.${change.locale}`}>
          {index === 0 && head}
          <Change change={change} definitions={definitions} />
        </Table.Tr>
      ))}
      {one.violations.length > 0 && (
        <Table.Tr>
          {one.changes.length === 0 && head}
          <Table.Td colSpan={3} className={styles.violation}>{one.violations.map((violation) => violation.message).join(' ')}</Table.Td>
        </Table.Tr>
      )}
    </>
  )
}

function Change({ change, definitions }: { change: PreviewedChange; definitions: Definitions }) {
  const { t } = useTranslation('documents')
  const label = useLabel()
  const speech = useSpeech()
  const [kind, code = ''] = change.property.split('.')
  const attribute = kind === 'attributes' ? definitions.attributes.find((one) => one.id === code) : undefined
  const name = attribute ? label(attribute.name, attribute.id) : t(`columns.${kind}` as 'columns.id', { defaultValue: change.property })
  const words = (value: unknown): string => {
    if (value === null || value === undefined) return '—'
    const isPrinted = attribute && !(Array.isArray(value) && typeof value[0] === 'string')
    if (isPrinted) return shownText(attribute, value, speech)
    if (Array.isArray(value)) return value.map((one) => (typeof one === 'object' && one !== null && 'id' in one ? String(one.id) : String(one))).join(', ') || '—'
    return typeof value === 'object' ? ('id' in value ? String(value.id) : JSON.stringify(value)) : String(value)
  }
  return (
    <>
      <Table.Td>{name}{change.locale ? ` (${shortLocale(change.locale)})` : ''}</Table.Td>
      <Table.Td className={styles.before}>{words(change.before)}</Table.Td>
      <Table.Td className={styles.after}>{words(change.after)}</Table.Td>
    </>
  )
}
