import { Skeleton } from '@mantine/core'
import { useDocumentTitle, useHotkeys } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/error'
import { Failed } from '@/components/Failed'
import { History } from '@/components/History'
import { useBreadcrumbs, type Crumb } from '@/layout/Breadcrumbs'
import { Page } from '@/layout/Page'
import { AttributesTab } from './AttributesTab'
import { ConflictDialog } from './ConflictDialog'
import { Gone } from './Gone'
import { Loading } from './Loading'
import type { Product, Resource } from './model'
import { ProductHead } from './ProductHead'
import styles from './ProductPage.module.css'
import { ProductContext, useOfProduct, type OfProduct } from './ProductContext'
import { usePageSearch, type Tab } from './search'
import { useDraft } from './useDraft'
import { useInherited, pathOf, useProduct } from './useProduct'
import { useTitle } from './useTitle'
import { useRefusalShown } from './useRefusalShown'
import { useUnsavedGuard } from './useUnsavedGuard'
import { useVariantTitle } from './useVariantTitle'

const AssetsTab = lazy(() => import('./AssetsTab'))
const VariantsTab = lazy(() => import('./VariantsTab'))
const LinksTab = lazy(() => import('./LinksTab'))
const ClassificationsTab = lazy(() => import('./ClassificationsTab'))

interface Props {
  resource: Resource
  id: string
  /** The document type, of a variant too. */
  type: string
  crumbs: Crumb[]
  /** Of a variant: the document that it inherits from. */
  parent?: Product
}

/** All of one product: its head stays, its tabs change. */
export function ProductPage({ resource, id, type, crumbs, parent }: Props) {
  const { t } = useTranslation('product')
  const titleOf = useTitle()
  const { data, error, refetch } = useProduct(resource, id)
  const inherited = useInherited(resource === 'variants' ? id : undefined)
  const draft = useDraft(resource, id, t('save.unreadable'))
  const [{ tab = 'attributes' }] = usePageSearch()
  useHotkeys([['mod+S', () => void draft.save(), { preventDefault: true }]], [], true)
  const guard = useUnsavedGuard(draft)
  useRefusalShown(draft)
  const variantTitle = useVariantTitle()
  const title = data ? (parent ? variantTitle(data.value, parent, type) : titleOf(data.value, type)) : id
  useDocumentTitle(`${title} · Vitrine`)
  useBreadcrumbs([...crumbs, { label: title }])
  if (error && !data) {
    const told = { error, onRetry: () => void refetch() }
    const isGone = error instanceof ApiError && error.status === 404
    return <Page title={id} crumbs={crumbs}>{isGone ? <Gone path={pathOf(resource, id)} {...told} /> : <Failed {...told} />}</Page>
  }
  if (!data) return <Loading />
  const of: OfProduct = { resource, id, type, product: data.value, title, parent, inherited, draft }
  return (
    <ProductContext value={of}>
      <ProductHead />
      <div className={styles.body}>
        <Suspense fallback={<Skeleton height={320} />}><Shown tab={tab} /></Suspense>
      </div>
      {draft.conflicts.length > 0 && <ConflictDialog />}
      {guard}
    </ProductContext>
  )
}

function Shown({ tab }: { tab: Tab }) {
  const { resource, id } = useOfProduct()
  if (tab === 'assets') return <AssetsTab />
  if (tab === 'variants') return <VariantsTab />
  if (tab === 'links') return <LinksTab />
  if (tab === 'classifications') return <ClassificationsTab />
  if (tab === 'history') return <div className={styles.narrow}><History path={pathOf(resource, id)} /></div>
  return <AttributesTab />
}
