import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttributes } from '@/api/model'
import { Failed } from '@/components/Failed'
import { Grid } from '@/grid/Grid'
import { NOTHING, type Ordered, type RowChange, type Selection } from '@/grid/types'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import { Page } from '@/layout/Page'
import { orderName } from './columns/orderName'
import { useColumns } from './columns/useColumns'
import { ListHead } from './ListHead'
import { NothingFound } from './NothingFound'
import { documentRows, documentsChanged, keepChanged, neighbour, pageQuery, type Question } from './rows'
import { saveRows } from './saving'
import styles from './DocumentList.module.css'
import { GridSkeleton } from './GridSkeleton'
import type { Document } from './types'
import { useDefinitions } from './useDefinitions'
import { useListState } from './useListState'
import { ViewTabs } from './views/ViewTabs'

// What a list shows when it is asked to, not as it comes.
const FacetPanel = lazy(() => import('./facets/FacetPanel').then((module) => ({ default: module.FacetPanel })))
const NewDocument = lazy(() => import('./NewDocument').then((module) => ({ default: module.NewDocument })))
const SelectionBar = lazy(() => import('./bulk/SelectionBar').then((module) => ({ default: module.SelectionBar })))
const Preview = lazy(() => import('./Preview').then((module) => ({ default: module.Preview })))

/** All documents of one type. */
export function DocumentList() {
  const { type } = useParams({ strict: false }) as { type: string }
  return <DocumentsOfType key={type} type={type} />
}

function DocumentsOfType({ type }: { type: string }) {
  const { t, i18n } = useTranslation('documents')
  const label = useLabel()
  const { locale } = useDataLocale()
  const definitions = useDefinitions(type)
  const attributes = useAttributes()
  const state = useListState(type, definitions)
  const { search, filter, order, columns: specs, change } = state
  const [selection, choose] = useState<Selection>(NOTHING)
  const [wasSelected, setSelected] = useState(false)
  const [isMaking, setMaking] = useState(false)
  const navigate = useNavigate()
  // The bar stays once it was wanted, so that it can leave with a movement.
  if (selection !== NOTHING && !wasSelected) setSelected(true)

  const question: Question = useMemo(() => ({ type, search, filter, order }), [type, search, filter, order])
  const first = useQuery({ ...pageQuery(question, 0), enabled: state.isReady, placeholderData: keepPreviousData })
  const total = first.data?.total ?? 0
  const rows = useMemo(() => documentRows(question, total), [question, total, first.dataUpdatedAt])
  const columns = useColumns(specs, definitions)

  const nameOf = useCallback((key: string) => orderName(key, locale, definitions), [locale, definitions])
  const shownOrder = useMemo(
    () => order.map(({ by, descending }) => ({ by: specs.find((spec) => nameOf(spec.key) === by)?.key ?? by, descending })),
    [order, specs, nameOf],
  )
  const sort = (next: Ordered[]) => change({ order: next.map(({ by, descending }) => ({ by: nameOf(by), descending })) })
  const save = useCallback(async (changes: RowChange<Document>[]) => {
    const saved = await saveRows(changes, attributes, locale)
    keepChanged(saved.flatMap((one) => one.item ?? []))
    return saved
  }, [attributes, locale])
  const step = (by: 1 | -1) => {
    const next = state.open && neighbour(question, state.open, by)
    if (next) change({ open: next })
  }
  const resize = (key: string, width: number) => change({ columns: specs.map((spec) => (spec.key === key ? { ...spec, width } : spec)) })
  const name = definitions.type ? label(definitions.type.name, type) : type
  const isEmpty = first.data !== undefined && total === 0 && !first.isPlaceholderData

  return (
    <Page
      title={name}
      aside={first.data && <span className="tabular">{total.toLocaleString(i18n.language)}</span>}
      actions={<Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>{t('new')}</Button>}
      head={<ViewTabs type={type} state={state} />}
      isFull
    >
      <ListHead state={state} definitions={definitions} />
      <div className={styles.body}>
        <Suspense>{state.facets.length > 0 && <FacetPanel question={question} state={state} definitions={definitions} />}</Suspense>
        <div className={styles.grid}>
          {first.error && <div className={styles.failed}><Failed error={first.error} onRetry={() => void first.refetch()} /></div>}
          {first.isPending && !first.error && <GridSkeleton />}
          {isEmpty && <NothingFound name={name} state={state} onNew={() => setMaking(true)} />}
          {first.data && !isEmpty && !first.error && (
            <Grid
              label={name}
              question={JSON.stringify(question)}
              columns={columns}
              rows={rows}
              onSave={save}
              selection={selection}
              onSelection={choose}
              order={shownOrder}
              onOrder={sort}
              onWidth={resize}
              onOpen={(document) => change({ open: document.id })}
            />
          )}
          <Suspense>{wasSelected && <SelectionBar selection={selection} total={total} question={question} definitions={definitions} onSelection={choose} />}</Suspense>
        </div>
      </div>
      <Suspense>
        {state.open && <Preview id={state.open} type={type} definitions={definitions} onClose={() => change({ open: undefined })} onStep={step} />}
        {isMaking && (
          <NewDocument
            definitions={definitions}
            onClose={() => setMaking(false)}
            onMade={(id) => {
              void documentsChanged()
              void navigate({ to: `/documents/${encodeURIComponent(type)}/${encodeURIComponent(id)}` })
            }}
          />
        )}
      </Suspense>
    </Page>
  )
}
