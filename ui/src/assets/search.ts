import type { Params } from '@/api/client'
import { KINDS, type Kind } from './types'

const ORIENTATIONS = ['landscape', 'portrait', 'square'] as const
const SIZES = ['small', 'medium', 'large', 'huge'] as const
const STATUSES = ['ready', 'pending', 'failed'] as const
const ORDERS = ['dateModified', 'dateCreated', 'id', 'metadata.size', 'originalFilename'] as const

/** What the list of assets is asked for; it is all in the address. */
export interface AssetSearch {
  search?: string
  kind?: Kind
  orientation?: (typeof ORIENTATIONS)[number]
  size?: (typeof SIZES)[number]
  status?: (typeof STATUSES)[number]
  isUsed?: boolean
  classification?: string
  /** Right in the classification, not below it. */
  only?: true
  /** In no classification. */
  orphan?: true
  /** The same bytes as others have. */
  checksum?: string
  order?: (typeof ORDERS)[number]
  descending?: boolean
  view?: 'list'
}

export const CHOICES = { kind: KINDS, orientation: ORIENTATIONS, size: SIZES, status: STATUSES, order: ORDERS }

const oneOf = <T extends string>(choices: readonly T[], value: unknown) => choices.find((choice) => choice === value)
const text = (value: unknown) => (typeof value === 'string' && value ? value : typeof value === 'number' ? String(value) : undefined)
const truth = (value: unknown) => (value === true ? true : undefined)

export function validSearch(raw: Record<string, unknown>): AssetSearch {
  const search: AssetSearch = {
    search: text(raw.search),
    kind: oneOf(KINDS, raw.kind),
    orientation: oneOf(ORIENTATIONS, raw.orientation),
    size: oneOf(SIZES, raw.size),
    status: oneOf(STATUSES, raw.status),
    isUsed: typeof raw.isUsed === 'boolean' ? raw.isUsed : undefined,
    classification: text(raw.classification),
    only: truth(raw.only),
    orphan: truth(raw.orphan),
    checksum: text(raw.checksum),
    order: oneOf(ORDERS, raw.order),
    descending: typeof raw.descending === 'boolean' ? raw.descending : undefined,
    view: raw.view === 'list' ? 'list' : undefined,
  }
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))
}

const MEGABYTE = 1_000_000
const BYTES = {
  small: { lt: MEGABYTE / 10 },
  medium: { between: [MEGABYTE / 10, MEGABYTE] },
  large: { between: [MEGABYTE, 10 * MEGABYTE] },
  huge: { gt: 10 * MEGABYTE },
}

const OF_KIND: Record<Kind, object> = {
  image: { 'metadata.mimeType': { startsWith: 'image/' } },
  video: { 'metadata.mimeType': { startsWith: 'video/' } },
  audio: { 'metadata.mimeType': { startsWith: 'audio/' } },
  pdf: { 'metadata.mimeType': 'application/pdf' },
  other: { not: { or: [...['image/', 'video/', 'audio/'].map((begin) => ({ 'metadata.mimeType': { startsWith: begin } })), { 'metadata.mimeType': 'application/pdf' }] } },
}

/** What must hold of an asset, as the API's `filter` says it. */
export function filterOf(search: AssetSearch): object {
  const { kind, orientation, size, status, isUsed, classification, only, orphan, checksum } = search
  return {
    ...(kind && OF_KIND[kind]),
    ...(orientation && { 'metadata.orientation': orientation }),
    ...(size && { 'metadata.size': BYTES[size] }),
    ...(status && { 'metadata.status': status }),
    ...(isUsed !== undefined && { isUsed }),
    ...(classification && (only ? { 'classifications.id': classification } : { classifications: { descendants: classification } })),
    ...(orphan && { orphan: true }),
    ...(checksum && { 'metadata.checksum': checksum }),
  }
}

/** The parameters of the list. */
export function paramsOf(search: AssetSearch): Params {
  const filter = filterOf(search)
  const order = search.order ?? (search.search ? undefined : 'dateModified')
  return {
    search: search.search,
    filter: Object.keys(filter).length ? JSON.stringify(filter) : undefined,
    ...(order && { [`order[${order}]`]: (search.descending ?? order !== 'id') ? 'desc' : 'asc' }),
  }
}
