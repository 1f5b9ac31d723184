/** What the addresses of this area say beside their paths. */

type Search = Record<string, unknown>

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)

export interface ImportSearch {
  /** The file that was sent. */
  file?: string
  /** The profile that it is read by. */
  profile?: string
  /** The dry run. */
  check?: string
  /** The import itself. */
  run?: string
}

export const importSearch = (search: Search): ImportSearch => ({
  file: text(search.file),
  profile: text(search.profile),
  check: text(search.check),
  run: text(search.run),
})

export interface ActivitySearch {
  type?: string
  status?: string
  page?: number
}

export const activitySearch = (search: Search): ActivitySearch => ({
  type: text(search.type),
  status: text(search.status),
  page: Number(search.page) > 1 ? Number(search.page) : undefined,
})

export interface ScheduleSearch {
  /** The one that is open: `imports/` or `exports/` and its id, or `new`. */
  open?: string
  /** The profile that a new one begins with. */
  profile?: string
}

export const scheduleSearch = (search: Search): ScheduleSearch => ({ open: text(search.open), profile: text(search.profile) })
