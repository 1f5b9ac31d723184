import { Button, Group } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ColumnChooser } from './columns/ColumnChooser'
import { defaultFacets } from './facets/defaults'
import { FilterBar } from './filter/FilterBar'
import styles from './ListHead.module.css'
import { SearchInput } from './SearchInput'
import type { Definitions } from './useDefinitions'
import type { ListState } from './useListState'

/** What is shown of a list: the words looked for, the filter, facets and columns. */
export function ListHead({ state, definitions }: { state: ListState; definitions: Definitions }) {
  const { t } = useTranslation('documents')
  const hasFacets = state.facets.length > 0
  return (
    <div className={styles.head}>
      <SearchInput value={state.search} onChange={(search) => state.change({ search })} />
      <FilterBar filter={state.filter} definitions={definitions} onChange={(filter) => state.change({ filter })} />
      <Group gap={6} wrap="nowrap" ml="auto">
        <Button
          size="compact-sm"
          variant={hasFacets ? 'light' : 'default'}
          leftSection={<IconChartBar size={15} />}
          aria-pressed={hasFacets}
          onClick={() => state.change({ facets: hasFacets ? [] : defaultFacets(definitions) })}
        >
          {t('facets.title')}
        </Button>
        <ColumnChooser columns={state.columns} definitions={definitions} onChange={(columns) => state.change({ columns })} />
      </Group>
    </div>
  )
}
