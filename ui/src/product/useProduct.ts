import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { get, patch, read, type Read } from '@/api/client'
import { ApiError } from '@/api/error'
import { failedToast } from '@/components/toast'
import type { Product, Resource } from './model'

export const pathOf = (resource: Resource, id: string) => `/api/${resource}/${encodeURIComponent(id)}`
export const keyOf = (resource: Resource, id: string) => [resource, 'one', id] as const

/** A document or a variant with the `ETag` that it was read at. */
export function useProduct(resource: Resource, id: string, isAsked = true) {
  return useQuery({ queryKey: keyOf(resource, id), queryFn: () => read<Product>(pathOf(resource, id)), enabled: isAsked })
}

/** What a variant is with all that it inherits. */
export function useInherited(id: string | undefined) {
  return useQuery({
    queryKey: ['variants', 'inherited', id],
    enabled: Boolean(id),
    queryFn: () => get<Product>(pathOf('variants', id ?? ''), { params: { inherited: true } }),
  }).data?.attributes
}

/** Keeps what a write answered, and has everything be asked again that may show it. */
export function keep(client: QueryClient, resource: Resource, id: string, answer: Read<Product>): void {
  client.setQueryData(keyOf(resource, id), answer)
  const isOther = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== 'model' && queryKey[0] !== 'session' && !(queryKey[1] === 'one' && queryKey[2] === id)
  void client.invalidateQueries({ predicate: isOther })
}

/** Changes a property at once, such as the tags; what somebody else changed in between is read first. */
export function useChange(resource: Resource, id: string) {
  const client = useQueryClient()
  return useCallback(
    async (bodyOf: (product: Product) => object): Promise<boolean> => {
      const path = pathOf(resource, id)
      const write = ({ value, etag }: Read<Product>) => patch<Product>(path, bodyOf(value), { ifMatch: etag ?? undefined })
      try {
        const known = client.getQueryData<Read<Product>>(keyOf(resource, id)) ?? (await read<Product>(path))
        const answer = await write(known).catch(async (error: unknown) => {
          if (error instanceof ApiError && error.status === 412) return write(await read<Product>(path))
          throw error
        })
        keep(client, resource, id, answer)
        return true
      } catch (error) {
        failedToast(error)
        return false
      }
    },
    [client, resource, id],
  )
}
