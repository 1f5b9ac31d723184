import { ActionIcon, Group, Select, Table, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLocales } from '@/api/model'
import { useDataLocale } from '@/layout/DataLocale'
import type { Mapping } from './profile'
import { RulesInput } from './RulesInput'
import { isLocalised, targetOf, valueOf, type Targets } from './targets'
import styles from './MappingTable.module.css'

interface Props {
  column: string
  /** Some of its cells. */
  samples?: string[]
  /** Null: the column is left out. */
  mapping: Mapping | null
  targets: Targets
  error?: string
  isFixed?: boolean
  /** The file is written, not read. */
  isWritten?: boolean
  /** A column whose name is typed, as in a profile. */
  onRename?: (column: string) => void
  /** Moves it among the columns, up or down. */
  onMove?: (by: 1 | -1) => void
  onChange: (mapping: Mapping | null) => void
}

/** A column of a file, and what its cells become. */
export function MappingRow({ column, samples, mapping, targets, error, isFixed, isWritten, onRename, onMove, onChange }: Props) {
  const { t } = useTranslation('flows')
  const { locale } = useDataLocale()
  const locales = useLocales().map(({ id }) => id)
  const choose = (value: string | null) => {
    if (!value) return onChange(null)
    const target = targetOf(value, null)
    const said = isLocalised(target, targets) ? (mapping?.target.locale ?? locale) : null
    onChange({ column, target: { ...target, locale: said }, options: mapping?.options ?? [] })
  }
  const isWithLocale = !!mapping && isLocalised(mapping.target, targets)
  const attribute = mapping?.target.type === 'property' ? undefined : targets.attributes.get(mapping?.target.code ?? '')
  return (
    <Table.Tr data-off={!mapping || undefined}>
      <Table.Td className={styles.column}>
        {onRename ? <TextInput size="xs" aria-label={t('mapping.column')} value={column} onChange={(event) => onRename(event.currentTarget.value)} disabled={isFixed} /> : column}
      </Table.Td>
      {samples && <Table.Td className={styles.samples}>{samples.map((sample, index) => <span key={index} title={sample}>{sample}</span>)}</Table.Td>}
      <Table.Td>
        <Select
          size="xs" w={220} searchable clearable limit={200} nothingFoundMessage={t('mapping.nothing')} disabled={isFixed}
          aria-label={t('mapping.becomes', { column })} placeholder={t('mapping.leftOut')} error={error}
          data={targets.data} value={mapping && valueOf(mapping.target)} onChange={choose}
        />
      </Table.Td>
      <Table.Td>
        {isWithLocale && (
          <Select
            size="xs" w={110} data={locales} allowDeselect={false} disabled={isFixed} aria-label={t('mapping.localeOf', { column })}
            value={mapping.target.locale ?? null} placeholder={t('mapping.locale')}
            onChange={(chosen) => onChange({ ...mapping, target: { ...mapping.target, locale: chosen } })}
          />
        )}
      </Table.Td>
      <Table.Td>
        {mapping && <RulesInput column={column} attribute={attribute} value={mapping.options} isFixed={isFixed} isWritten={isWritten} onChange={(options) => onChange({ ...mapping, options })} />}
      </Table.Td>
      {onMove && (
        <Table.Td>
          <Group gap={0} wrap="nowrap" justify="flex-end">
            <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('columns.up', { column })} onClick={() => onMove(-1)}><IconChevronUp size={15} /></ActionIcon>
            <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('columns.down', { column })} onClick={() => onMove(1)}><IconChevronDown size={15} /></ActionIcon>
          </Group>
        </Table.Td>
      )}
    </Table.Tr>
  )
}
