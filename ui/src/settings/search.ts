/** What the addresses of this area say beside their paths. */

type Search = Record<string, unknown>

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)
const page = (value: unknown) => (Number(value) > 1 ? Number(value) : undefined)

export interface OpenSearch {
  /** The one whose panel is open, or `new`. */
  open?: string
}

export const openSearch = (search: Search): OpenSearch => ({ open: search.open === undefined ? undefined : String(search.open) })

export interface UserSearch extends OpenSearch {
  tab?: 'roles'
  search?: string
  active?: 'true' | 'false'
  page?: number
}

export const userSearch = (search: Search): UserSearch => ({
  ...openSearch(search),
  tab: search.tab === 'roles' ? 'roles' : undefined,
  search: text(search.search),
  active: String(search.active) === 'true' ? 'true' : String(search.active) === 'false' ? 'false' : undefined,
  page: page(search.page),
})

export interface WebhookSearch {
  state?: string
  event?: string
  page?: number
  /** The webhook's own settings are open. */
  edit?: boolean
}

export const webhookSearch = (search: Search): WebhookSearch => ({
  state: text(search.state),
  event: text(search.event),
  page: page(search.page),
  edit: search.edit === true ? true : undefined,
})
