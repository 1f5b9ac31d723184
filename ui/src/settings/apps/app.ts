import { useQuery } from '@tanstack/react-query'
import { all } from '@/api/client'
import type { Ref, Stamps } from '@/api/types'

export const APPS = '/api/apps'

const OWNERS = ['document', 'variant', 'classification', 'asset']
const PLACES = ['action.single', 'action.bulk', 'page.tab', 'page.column']

/** Where an app may be shown. */
export const SLOTS = OWNERS.map((owner) => ({ owner, slots: PLACES.map((place) => `${owner}.${place}`) }))

export interface AppFields {
  id: string
  name: string
  description: string | null
  url: string
  icon: string | null
  documentType: Ref | null
  slots: string[]
  type: 'custom' | 'store' | 'legacy'
  configurationMethod: 'get' | 'post'
  isActive: boolean
}

export interface Installable extends AppFields, Stamps {
  permission: 'read_access' | 'full_access' | null
  dateInstalled: string | null
  installedBy: string | null
  /** Shown once, when it is drawn. */
  secret?: string | null
}

/** What an app answered, and how it is to be shown. */
export interface Answer {
  kind: 'iframe' | 'message' | 'error' | 'html'
  url: string | null
  message: string | null
  html: string | null
}

export const pathOf = (id: string) => `${APPS}/${encodeURIComponent(id)}`

export const useApps = () => useQuery({ queryKey: ['apps'], queryFn: () => all<Installable>(APPS) })
