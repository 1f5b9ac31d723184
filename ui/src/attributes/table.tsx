import { ActionIcon, Button, Group, Table, TextInput, Tooltip } from '@mantine/core'
import { IconColumnInsertRight, IconRowInsertBottom, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Composite } from './Composite'
import { readable, type FieldProps, type InputProps, type Kind } from './kind'
import styles from './table.module.css'

type Cell = string | number | boolean | null
type Row = Record<string, Cell>

const columnsOf = (rows: Row[]) => [...new Set(rows.flatMap((row) => Object.keys(row)))]

/** What was typed into a cell: a number or a truth where its column holds such, else text. */
function cell(typed: string, column: Cell[]): Cell {
  if (typed === '') return null
  const kinds = new Set(column.filter((one) => one !== null).map((one) => typeof one))
  if (kinds.has('number') && !kinds.has('string') && /^-?\d+([.,]\d+)?$/.test(typed)) return Number(typed.replace(',', '.'))
  if (kinds.has('boolean') && (typed === 'true' || typed === 'false')) return typed === 'true'
  return typed
}

function RowsInput({ value, onChange, isReadOnly, name, placeholder: _, ...frame }: InputProps<Row[]>) {
  const { t } = useTranslation('product')
  const rows = readable(value) ?? []
  const [added, setAdded] = useState<string[]>([])
  const columns = [...new Set([...columnsOf(rows), ...added])]
  const set = (next: Row[]) => onChange(next.length ? next : null)
  const write = (at: number, column: string, typed: string) =>
    set(rows.map((row, index) => (index === at ? { ...row, [column]: cell(typed, rows.map((one) => one[column] ?? null)) } : row)))
  return (
    <Composite name={name} {...frame}>
      {columns.length > 0 && (
        <div className={styles.frame}>
          <Table withColumnBorders verticalSpacing={0} horizontalSpacing={0} className={styles.table}>
            <Table.Thead>
              <Table.Tr>
                {columns.map((column) => <Table.Th key={column}>{column}</Table.Th>)}
                {!isReadOnly && <Table.Th w={36}><span className={styles.unseen}>{t('table.row')}</span></Table.Th>}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row, at) => (
                // Rows have nothing but their place to be known by.
                <Table.Tr key={at}>
                  {columns.map((column) => (
                    <Table.Td key={column}>
                      <TextInput variant="unstyled" size="sm" readOnly={isReadOnly} aria-label={t('table.cell', { column, row: at + 1 })}
                        value={String(row[column] ?? '')} onChange={(event) => write(at, column, event.currentTarget.value)} />
                    </Table.Td>
                  ))}
                  {!isReadOnly && (
                    <Table.Td>
                      <Tooltip label={t('table.removeRow', { row: at + 1 })}>
                        <ActionIcon variant="subtle" color="gray" aria-label={t('table.removeRow', { row: at + 1 })} onClick={() => set(rows.filter((_row, index) => index !== at))}>
                          <IconTrash size={15} stroke={1.6} />
                        </ActionIcon>
                      </Tooltip>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {!isReadOnly && (
        <Group gap={6} mt={6}>
          {columns.length > 0 && (
            <Button size="compact-sm" variant="default" leftSection={<IconRowInsertBottom size={15} />} onClick={() => set([...rows, Object.fromEntries(columns.map((column) => [column, null]))])}>{t('table.addRow')}</Button>
          )}
          <NewColumn onAdd={(column) => setAdded([...added, column])} taken={columns} />
        </Group>
      )}
    </Composite>
  )
}

function NewColumn({ onAdd, taken }: { onAdd: (name: string) => void; taken: string[] }) {
  const { t } = useTranslation('product')
  const [name, setName] = useState<string | null>(null)
  if (name === null) {
    return <Button size="compact-sm" variant="default" leftSection={<IconColumnInsertRight size={15} />} onClick={() => setName('')}>{t('table.addColumn')}</Button>
  }
  const add = () => {
    if (name.trim() && !taken.includes(name.trim())) onAdd(name.trim())
    setName(null)
  }
  return (
    <TextInput size="xs" autoFocus aria-label={t('table.columnName')} placeholder={t('table.columnName')} value={name} onChange={(event) => setName(event.currentTarget.value)}
      onBlur={add} onKeyDown={(event) => { if (event.key === 'Enter') add(); if (event.key === 'Escape') setName(null) }} />
  )
}

function RowsField({ value }: FieldProps<Row[]>) {
  const columns = columnsOf(value)
  return (
    <Table className={styles.table} withTableBorder>
      <Table.Thead><Table.Tr>{columns.map((column) => <Table.Th key={column}>{column}</Table.Th>)}</Table.Tr></Table.Thead>
      <Table.Tbody>
        {value.map((row, at) => <Table.Tr key={at}>{columns.map((column) => <Table.Td key={column}>{String(row[column] ?? '')}</Table.Td>)}</Table.Tr>)}
      </Table.Tbody>
    </Table>
  )
}

/** Rows of cells. */
export const table: Kind<Row[]> = { Field: RowsField, Input: RowsInput, isWide: true }
