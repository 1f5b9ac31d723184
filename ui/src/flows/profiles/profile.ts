/** Profiles say how a file is read or written. */
import { useQuery } from '@tanstack/react-query'
import { all } from '@/api/client'
import type { Stamps } from '@/api/types'

export type Way = 'imports' | 'exports'

export interface Option {
  name: string
  value: unknown
}

export interface Mapping {
  column: string
  target: { type: 'attribute' | 'property' | 'constant'; code: string; locale?: string | null }
  options: Option[]
}

/** How a file is written down. */
export interface Notation {
  extension: 'csv' | 'xlsx' | 'ndjson'
  separator: string | null
  enclosure: string | null
  encoding: string | null
  decimalSeparator: string
  dateFormat: string
  dateTimeSeparator: string
  multiValueSeparator: string
}

/** What files of both ways say. */
export interface Layout extends Notation {
  model: string
  locales: string[]
  mappings: Mapping[]
}

/** What an import does with its lines. */
export interface Rules {
  action: 'upsert' | 'create' | 'update' | 'delete'
  emptyCell: 'ignore' | 'erase'
  createMissing: ('values' | 'classifications')[]
  matchLabels: boolean
  lossLimit: number | null
}

/** A profile as it is written: of an import with its rules, of an export with its filters. */
export interface ProfileFields extends Layout, Rules {
  name: string
  description: string | null
  remotePath: string | null
  filters: Record<string, unknown>
}

export interface Profile extends ProfileFields, Stamps {
  id: string
}

export const pathOf = (way: Way) => (way === 'imports' ? '/api/import-profiles' : '/api/export-profiles')

export const useProfiles = (way: Way) =>
  useQuery({ queryKey: ['profiles', way], queryFn: () => all<Profile>(pathOf(way)), select: byName })

const byName = (profiles: Profile[]) => [...profiles].sort((a, b) => a.name.localeCompare(b.name))

const NOTATION = ['extension', 'separator', 'enclosure', 'encoding', 'decimalSeparator', 'dateFormat', 'dateTimeSeparator', 'multiValueSeparator'] as const
const LAYOUT = [...NOTATION, 'name', 'description', 'model', 'locales', 'mappings', 'remotePath'] as const
const RULES = ['action', 'emptyCell', 'createMissing', 'matchLabels', 'lossLimit'] as const

/** What of a profile is written, by the way that it goes. */
export function fieldsOf(profile: Partial<ProfileFields>, way: Way): Partial<ProfileFields> {
  const names: readonly string[] = way === 'imports' ? [...LAYOUT, ...RULES] : [...LAYOUT, 'filters']
  return Object.fromEntries(Object.entries(profile).filter(([name]) => names.includes(name)))
}

/** What a profile begins with. */
export const BEGUN: ProfileFields = {
  name: '', description: null, model: '', locales: [], mappings: [], remotePath: null, filters: {},
  extension: 'csv', separator: null, enclosure: null, encoding: null, decimalSeparator: '.', dateFormat: 'yyyy-MM-dd', dateTimeSeparator: 'T', multiValueSeparator: '|',
  action: 'upsert', emptyCell: 'ignore', createMissing: [], matchLabels: true, lossLimit: 20,
}
