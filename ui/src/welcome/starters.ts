import { made } from './made'

/** Attributes that most catalogues begin with; the words are `welcome.type.starters.{code}`. */
export const STARTERS = [
  { code: 'description', type: 'html', isLocalizable: true },
  { code: 'reference', type: 'text', isLocalizable: false },
  { code: 'brand', type: 'text', isLocalizable: false },
  { code: 'gtin', type: 'gtin', isLocalizable: false },
  { code: 'price', type: 'price', isLocalizable: false },
  { code: 'launch', type: 'date', isLocalizable: false },
] as const

export type Starter = (typeof STARTERS)[number]['code'] | 'pictures'

interface Wish {
  id: string
  name: string
  starters: Starter[]
  /** The locale that the names are in. */
  locale: string
  nameOf: (starter: Starter) => string
}

/** Makes a document type, which has its title by itself, and the attributes and the link type that it begins with. */
export async function makeType({ id, name, starters, locale, nameOf }: Wish): Promise<void> {
  await made('/api/document-types', { id, name: { [locale]: name }, hasVariants: true })
  for (const { code, type, isLocalizable } of STARTERS) {
    if (!starters.includes(code)) continue
    await made('/api/attributes', { id: `${id}_${code}`, objectType: 'document', documentType: { id }, type, isLocalizable, name: { [locale]: nameOf(code) } })
  }
  if (starters.includes('pictures')) {
    await made('/api/link-types', { id: `${id}_pictures`, name: { [locale]: nameOf('pictures') }, originType: 'document', targetType: 'asset' })
  }
}
