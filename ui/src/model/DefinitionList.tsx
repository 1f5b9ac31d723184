import { Button, Skeleton, Stack, Table, Text } from '@mantine/core'
import { IconPlus, type Icon } from '@tabler/icons-react'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import { useLabel } from '@/layout/DataLocale'
import { Page } from '@/layout/Page'
import { useDefinitions, type Of, type Resource } from './definition'
import styles from './DefinitionList.module.css'
import shell from './ModelShell.module.css'
import { NEW, useNamed } from './ways'

/** What is told of each in a list. */
export interface Column<T> {
  label: string
  show: (one: T) => ReactNode
}

interface Props<R extends Resource> {
  resource: R
  /** The address of the list. */
  path: string
  title: string
  icon: Icon
  /** The words on the button that makes one. */
  make: string
  /** What belongs here. */
  about: string
  columns: Column<Of<R>>[]
  sort?: (a: Of<R>, b: Of<R>) => number
  /** Stands before each name. */
  mark?: (one: Of<R>) => ReactNode
}

/** All definitions of one kind; the one that is chosen opens beside. */
export function DefinitionList<R extends Resource>({ resource, path, title, icon, make, about, columns, sort, mark }: Props<R>) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const navigate = useNavigate()
  const chosen = useNamed('id')
  const { data, error, refetch } = useDefinitions(resource)
  const found = data as Of<R>[] | undefined
  const button = (
    <Button component={Link} to={`${path}/${NEW}`} leftSection={<IconPlus size={16} />}>{make}</Button>
  )
  const name = (one: Of<R>) => (typeof one.name === 'string' ? one.name : label(one.name, one.id))
  return (
    <div className={shell.split}>
      <div className={shell.main}>
        <Page title={title} crumbs={[{ label: t('frame:nav.settings'), to: '/settings' }]} aside={found?.length} actions={found?.length ? button : undefined}>
          {error && <Failed error={error} onRetry={() => void refetch()} />}
          {!found && !error && <Stack gap={8}>{[1, 2, 3, 4].map((row) => <Skeleton key={row} height={36} />)}</Stack>}
          {found?.length === 0 && <Empty icon={icon} title={t('noneYet')} actions={button}>{about}</Empty>}
          {found && found.length > 0 && (
            <>
              <Text c="var(--soft)" size="sm" mb="sm" maw={640}>{about}</Text>
              <Table.ScrollContainer minWidth={420}>
                <Table className={styles.table} highlightOnHover>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('name')}</Table.Th>
                      {columns.map((column) => <Table.Th key={column.label}>{column.label}</Table.Th>)}
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {[...found].sort(sort).map((one) => (
                      <Table.Tr key={one.id} data-chosen={one.id === chosen || undefined} onClick={() => void navigate({ to: `${path}/${one.id}` })}>
                        <Table.Td>
                          <Link to={`${path}/${one.id}`} className={styles.name} onClick={(event) => event.stopPropagation()}>
                            {mark?.(one)}
                            <span>{name(one)}</span>
                          </Link>
                          <code className={styles.code}>{one.id}</code>
                        </Table.Td>
                        {columns.map((column) => <Table.Td key={column.label}>{column.show(one)}</Table.Td>)}
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            </>
          )}
        </Page>
      </div>
      <Outlet />
    </div>
  )
}
