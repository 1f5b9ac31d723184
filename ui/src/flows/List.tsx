import { Skeleton, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './List.module.css'

interface Props {
  /** What it lists, for who cannot see it. */
  label: string
  /** The names of the columns; the last may be empty, above the rows' own menus. */
  columns: string[]
  /** The rows aren't there yet. */
  isPending?: boolean
  children: ReactNode
}

/** A calm list of few things; each row leads on by the link of class `row` in its first cell. */
export function List({ label, columns, isPending = false, children }: Props) {
  return (
    <div className={styles.frame} tabIndex={0} role="group" aria-label={label}>
      <Table className={styles.list} horizontalSpacing="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, index) => (column ? <Table.Th key={column}>{column}</Table.Th> : <Table.Td key={index} />))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{isPending ? <Waiting columns={columns.length} /> : children}</Table.Tbody>
      </Table>
    </div>
  )
}

/** The class of the link that a whole row leads to. */
export const row = styles.name

/** The class of what stands above that link. */
export const above = styles.above

function Waiting({ columns }: { columns: number }) {
  return [0, 1, 2].map((line) => (
    <Table.Tr key={line}>
      <Table.Td colSpan={columns}><Skeleton height={12} width={`${70 - line * 14}%`} /></Table.Td>
    </Table.Tr>
  ))
}
