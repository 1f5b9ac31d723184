import { useParams } from '@tanstack/react-router'
import { useDocumentTypes } from '@/api/model'
import { useLabel } from '@/layout/DataLocale'
import { ProductPage } from './ProductPage'

/** The page of a document. */
export function DocumentPage() {
  const { type, id } = useParams({ strict: false }) as { type: string; id: string }
  const label = useLabel()
  const known = useDocumentTypes().find((one) => one.id === type)
  return <ProductPage key={id} resource="documents" id={id} type={type} crumbs={[{ label: label(known?.name, type), to: `/documents/${type}` }]} />
}
