import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { all, list, type Params } from '@/api/client'
import type { Stamps } from '@/api/types'

export const WEBHOOKS = '/api/webhooks'

/** The events, by what they happen to. */
export const EVENTS: Record<string, string[]> = {
  document: ['document.create', 'document.update', 'document.delete'],
  variant: ['variant.create', 'variant.update', 'variant.delete'],
  media: ['media.create', 'media.update', 'media.delete'],
  classification: ['classification.create', 'classification.update', 'classification.delete'],
  link: ['link.create', 'link.update', 'link.delete'],
  value: ['value.create', 'value.update', 'value.delete'],
  users: ['users.create', 'users.update', 'users.delete'],
  process: ['import.finish', 'export.finish', 'bulk_edit.finish'],
}

export interface WebhookFields {
  name: string
  url: string
  active: boolean
  events: string[]
  /** Shown as `***`, which leaves it as it is when it is sent back; so does the secret. */
  authorization: string | null
  secret: string | null
}

export interface Webhook extends WebhookFields, Stamps {
  id: string
  disabledReason: string | null
}

export interface Delivery {
  id: string
  uuid: string
  event: string
  resource: { type: string; code: string }
  state: 'pending' | 'delivered' | 'failed'
  tries: number
  status: number | null
  trouble: string | null
  dateCreated: string
  lastTry: string | null
  nextTry: string | null
}

export const pathOf = (id: string) => `${WEBHOOKS}/${encodeURIComponent(id)}`

export const useWebhooks = () => useQuery({ queryKey: ['webhooks'], queryFn: () => all<Webhook>(WEBHOOKS) })

export const useDeliveries = (id: string, params: Params) =>
  useQuery({
    queryKey: ['deliveries', id, params],
    queryFn: ({ signal }) => list<Delivery>(`${pathOf(id)}/deliveries`, params, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  })
