import { Skeleton, Stack, Table, Text } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import { Empty } from '@/components/Empty'
import { useLabel } from '@/layout/DataLocale'
import { Page } from '@/layout/Page'
import { isListed } from '../attribute/types'
import { useDefinitions, useThe } from '../definition'
import styles from '../DefinitionList.module.css'
import shell from '../ModelShell.module.css'
import { MODEL } from '../ways'

/** All lists of values: one of each attribute that is chosen from. */
export function ListList() {
  const { t, i18n } = useTranslation('model')
  const label = useLabel()
  const navigate = useNavigate()
  const types = useThe('document-types')
  const { data } = useDefinitions('attributes')
  const lists = data?.filter((attribute) => isListed(attribute.type))
  const counts = useQueries({
    queries: (lists ?? []).map(({ id }) => ({
      queryKey: ['model', 'values', id, 'count'],
      queryFn: () => list('/api/predefined-values', { 'attribute.id': id, limit: 0 }),
    })),
  })
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <div className={shell.main}>
      <Page title={t('nav.lists')} crumbs={[{ label: t('frame:nav.settings'), to: '/settings' }]} aside={lists?.length}>
        {!lists && <Stack gap={8}>{[1, 2, 3].map((row) => <Skeleton key={row} height={36} />)}</Stack>}
        {lists?.length === 0 && <Empty icon={IconListDetails} title={t('noneYet')}>{t('values.aboutNone')}</Empty>}
        {lists && lists.length > 0 && (
          <>
            <Text c="var(--soft)" size="sm" mb="sm" maw={640}>{t('values.about')}</Text>
            <Table className={styles.table} highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('name')}</Table.Th>
                  <Table.Th>{t('values.of')}</Table.Th>
                  <Table.Th>{t('attribute.type')}</Table.Th>
                  <Table.Th ta="right">{t('values.count')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {lists.map((attribute, index) => (
                  <Table.Tr key={attribute.id} onClick={() => void navigate({ to: `${MODEL}/lists/${attribute.id}` })}>
                    <Table.Td>
                      <Link to={`${MODEL}/lists/${attribute.id}`} className={styles.name} onClick={(event) => event.stopPropagation()}>{label(attribute.name, attribute.id)}</Link>
                      <code className={styles.code}>{attribute.id}</code>
                    </Table.Td>
                    <Table.Td>{label(types.find((type) => type.id === attribute.documentType?.id)?.name, t(`objects.${attribute.objectType}`))}</Table.Td>
                    <Table.Td>{t(`types.${attribute.type}`)}</Table.Td>
                    <Table.Td ta="right" className="tabular">{counts[index]?.data ? number.format(counts[index].data.total) : '…'}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </>
        )}
      </Page>
    </div>
  )
}
