import { ActionIcon, MultiSelect, ScrollArea, Skeleton, Stack, Text, Tooltip } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import { Failed } from '@/components/Failed'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import { paramsOf, type Question } from '../rows'
import type { Definitions } from '../useDefinitions'
import type { ListState } from '../useListState'
import { isCountable } from './defaults'
import { FacetList } from './FacetList'
import styles from './FacetPanel.module.css'

interface Props {
  question: Question
  state: ListState
  definitions: Definitions
}

/** How often each value occurs in what the list finds; a value that is pressed narrows it. */
export function FacetPanel({ question, state, definitions }: Props) {
  const { t } = useTranslation('documents')
  const label = useLabel()
  const { locale } = useDataLocale()
  const attributeOf = (id: string) => definitions.attributes.find((one) => one.id === id)
  const names = state.facets.flatMap((id) => {
    const attribute = attributeOf(id)
    return attribute ? [`attributes.${id}${attribute.isLocalizable ? `.${locale}` : ''}`] : []
  })
  const counted = useQuery({
    queryKey: ['documents', 'facets', question, names],
    queryFn: ({ signal }) => list('/api/documents', { ...paramsOf({ ...question, order: [] }), limit: 0, 'facets[]': names }, signal),
    placeholderData: keepPreviousData,
  })
  return (
    <aside className={styles.panel} aria-label={t('facets.title')}>
      <div className={styles.head}>
        <MultiSelect
          size="xs"
          flex={1}
          aria-label={t('facets.choose')}
          placeholder={state.facets.length === 0 ? t('facets.choose') : undefined}
          data={definitions.attributes.filter((one) => one.isFilterable && isCountable(one.type)).map((one) => ({ value: one.id, label: label(one.name, one.id) }))}
          value={state.facets}
          onChange={(facets) => state.change({ facets })}
          maxValues={20}
          searchable
        />
        <Tooltip label={t('facets.close')}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('facets.close')} onClick={() => state.change({ facets: [] })}><IconX size={16} /></ActionIcon>
        </Tooltip>
      </div>
      <ScrollArea className={styles.facets} type="auto" viewportProps={{ tabIndex: 0 }}>
        {counted.error && <Failed error={counted.error} />}
        {counted.isPending && <Stack p="md" gap="sm">{Array.from({ length: 8 }, (_, index) => <Skeleton key={index} h={14} />)}</Stack>}
        {counted.data?.facets.map((facet) => {
          const attribute = attributeOf(facet.attribute)
          return attribute && (
            <section key={facet.attribute} className={styles.facet}>
              <Text size="sm" fw={600} mb={4}>{label(attribute.name, attribute.id)}</Text>
              <FacetList facet={facet} attribute={attribute} filter={state.filter} onChange={(filter) => state.change({ filter })} />
            </section>
          )
        })}
      </ScrollArea>
    </aside>
  )
}
