import { useParams } from '@tanstack/react-router'
import { useDocumentTypes } from '@/api/model'
import { Failed } from '@/components/Failed'
import { useLabel } from '@/layout/DataLocale'
import { Page } from '@/layout/Page'
import { Loading } from './Loading'
import { ProductPage } from './ProductPage'
import { useProduct } from './useProduct'
import { useTitle } from './useTitle'

/** The page of a variant: that of a document, with what it inherits. */
export function VariantPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const label = useLabel()
  const titleOf = useTitle()
  const types = useDocumentTypes()
  const variant = useProduct('variants', id)
  const parent = variant.data?.value.document?.id
  const document = useProduct('documents', parent ?? '', Boolean(parent))
  const error = variant.error ?? document.error
  if (error) return <Page title={id}><Failed error={error} onRetry={() => void variant.refetch()} /></Page>
  if (!document.data) return <Loading />
  const type = document.data.value.documentType?.id ?? ''
  const crumbs = [
    { label: label(types.find((one) => one.id === type)?.name, type), to: `/documents/${type}` },
    { label: titleOf(document.data.value, type), to: `/documents/${type}/${encodeURIComponent(parent ?? '')}` },
  ]
  return <ProductPage key={id} resource="variants" id={id} type={type} crumbs={crumbs} parent={document.data.value} />
}
