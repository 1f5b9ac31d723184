/** The one way to the server: every request of the application goes through here. */
import { signedInAgain } from '@/session/expiry'
import { workBegan } from './began'
import { ApiError } from './error'
import { unreached } from './reach'

/** What a query string is made of; a list repeats its name, `undefined` leaves one out. */
export type Params = Record<string, string | number | boolean | readonly string[] | undefined>

/** What a request may say beside its body. */
export interface Options {
  params?: Params
  /** The `ETag` that a write relies on: if another is current, it is refused with 412. */
  ifMatch?: string
  /** Lets a write be sent again without being carried out twice. */
  idempotencyKey?: string
  signal?: AbortSignal
  /** `application/json` unless told otherwise. */
  accept?: string
}

/** A body with the `ETag` it was read at. */
export interface Read<T> {
  value: T
  etag: string | null
}

/** One page of a list. */
export interface Page<T> {
  items: T[]
  /** Of all pages; exact. */
  total: number
  facets: Facet[]
}

/** How often each value of an attribute occurs in what a list matches. */
export interface Facet {
  attribute: string
  locale: string | null
  missing: number
  more: boolean
  values: { value: unknown; count: number }[]
}

const UNSAFE = { 'X-Vitrine-Session': '1' }
const MERGE = 'application/merge-patch+json'

/** Reads one thing. */
export async function get<T>(path: string, options: Options = {}): Promise<T> {
  return (await read<T>(path, options)).value
}

/** Reads one thing with its `ETag`. */
export async function read<T>(path: string, options: Options = {}): Promise<Read<T>> {
  const answer = await send('GET', path, undefined, options)
  return { value: (await answer.json()) as T, etag: answer.headers.get('ETag') }
}

/** Reads one page: `params` are the list's own (`limit`, `page`, filters, `order[…]`, `search`, `facets[]`). */
export async function list<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<Page<T>> {
  const answer = await send('GET', path, undefined, { params, signal, accept: 'application/ld+json' })
  const body = (await answer.json()) as { 'hydra:member': T[]; 'hydra:totalItems': number; facets?: Facet[] }
  return { items: body['hydra:member'], total: body['hydra:totalItems'], facets: body.facets ?? [] }
}

/** Reads a whole list; for what is bounded by nature, such as definitions. */
export async function all<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T[]> {
  return get<T[]>(path, { params: { ...params, pagination: false }, signal })
}

export const post = <T>(path: string, body?: unknown, options?: Options) => write<T>('POST', path, body, options)
export const put = <T>(path: string, body?: unknown, options?: Options) => write<T>('PUT', path, body, options)
export const patch = <T>(path: string, body?: unknown, options?: Options) => write<T>('PATCH', path, body, options)
export const remove = (path: string, options?: Options) => write<undefined>('DELETE', path, undefined, options)

async function write<T>(method: string, path: string, body: unknown, options: Options = {}): Promise<Read<T>> {
  const answer = await send(method, path, body, options)
  const text = await answer.text()
  return { value: (text ? JSON.parse(text) : undefined) as T, etag: answer.headers.get('ETag') }
}

/** Sends a request and answers its response, if it is a good one. Who is no longer signed in is asked to, and then it is sent again. */
export async function send(method: string, path: string, body: unknown, options: Options = {}): Promise<Response> {
  const answer = await fetch(address(path, options.params), {
    method,
    headers: headers(method, body, options),
    body: body === undefined ? undefined : body instanceof Blob || body instanceof FormData ? body : JSON.stringify(body),
    signal: options.signal,
  }).catch(nobodyThere)
  if (answer.status === 202) workBegan(answer)
  if (answer.ok) return answer
  if (answer.status === 401 && path !== '/api/session') {
    await signedInAgain()
    return send(method, path, body, options)
  }
  if (isGateway(answer.status)) unreached()
  throw await ApiError.of(answer)
}

/** What a proxy says for a server that isn't there. */
const isGateway = (status: number) => status === 502 || status === 504

function nobodyThere(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error
  unreached()
  throw ApiError.unreached()
}

function headers(method: string, body: unknown, options: Options): Record<string, string> {
  const sent: Record<string, string> = { Accept: options.accept ?? 'application/json' }
  if (method !== 'GET') Object.assign(sent, UNSAFE)
  if (body !== undefined && !(body instanceof Blob) && !(body instanceof FormData)) {
    sent['Content-Type'] = method === 'PATCH' ? MERGE : 'application/json'
  }
  if (options.ifMatch) sent['If-Match'] = options.ifMatch
  if (options.idempotencyKey) sent['Idempotency-Key'] = options.idempotencyKey
  return sent
}

/** A path with its query string. */
export function address(path: string, params: Params = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  return query.size ? `${path}?${query}` : path
}
