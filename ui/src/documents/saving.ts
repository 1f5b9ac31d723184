import { get, patch, read, send } from '@/api/client'
import { ApiError, inWords, type Violation } from '@/api/error'
import type { Attribute } from '@/api/types'
import { valueOf } from '@/grid/attribute/attributeColumn'
import { written } from '@/grid/attribute/parsing'
import { isSame } from '@/grid/CellEdits'
import type { RowChange, RowSaved } from '@/grid/types'
import type { Document } from './types'

type Attributes = Map<string, Attribute>

interface Line {
  index: number
  id: string
  status: number
  violations?: Violation[]
}

/** Lines in one request: each is answered by its own. */
const LINES = 500

/**
 * Saves what was typed into rows, each with the tag that it was read with. What somebody else wrote in the meantime
 * is never written over; where that was another value, the write just goes again.
 */
export async function saveRows(changes: RowChange<Document>[], attributes: Attributes, locale: string): Promise<RowSaved<Document>[]> {
  const saver = new Saver(attributes, locale)
  if (changes.length === 1) return [await saver.one(changes[0]!)]
  const saved: RowSaved<Document>[] = []
  for (let from = 0; from < changes.length; from += LINES) saved.push(...await saver.many(changes.slice(from, from + LINES)))
  return saved
}

class Saver {
  constructor(private attributes: Attributes, private locale: string) {}

  async one(change: RowChange<Document>): Promise<RowSaved<Document>> {
    try {
      const { value, etag } = await patch<Document>(path(change.id), { attributes: this.body(change) }, { ifMatch: change.item['@etag'] })
      return { id: change.id, item: { ...value, '@etag': etag ?? undefined } }
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) return this.compared(change)
      return { id: change.id, errors: this.errors(change, error) }
    }
  }

  async many(changes: RowChange<Document>[]): Promise<RowSaved<Document>[]> {
    const lines = changes.map((change) => JSON.stringify({ id: change.id, '@etag': change.item['@etag'], attributes: this.body(change) }))
    const body = new Blob([lines.join('\n')], { type: 'application/x-ndjson' })
    const answer = await send('POST', '/api/documents/bulk', body, { params: { mode: 'update' }, accept: 'application/x-ndjson' })
    const answers = (await answer.text()).split('\n').filter(Boolean).map((line) => JSON.parse(line) as Line)
    const stale = new Set(answers.filter((line) => line.status === 412).map((line) => line.index))
    const current = await this.reread(changes.filter((_, index) => !stale.has(index)).map((change) => change.id))
    return Promise.all(changes.map(async (change, index): Promise<RowSaved<Document>> => {
      if (stale.has(index)) return this.compared(change)
      const violations = answers[index]?.violations
      return violations ? { id: change.id, errors: this.byColumn(change, await inWords(violations)) } : { id: change.id, item: current.get(change.id) }
    }))
  }

  /** Somebody else wrote this document: looks whether it was the same value. */
  private async compared(change: RowChange<Document>): Promise<RowSaved<Document>> {
    const { value, etag } = await read<Document>(path(change.id))
    const item = { ...value, '@etag': etag ?? undefined }
    const theirs: Record<string, unknown> = {}
    for (const [key, { before, after }] of Object.entries(change.cells)) {
      const now = this.valueOf(key, item)
      if (!isSame(now, before) && !isSame(now, after)) theirs[key] = now
    }
    if (Object.keys(theirs).length > 0) return { id: change.id, item, theirs }
    return this.one({ ...change, item })
  }

  private async reread(ids: string[]): Promise<Map<string, Document>> {
    const found = new Map<string, Document>()
    for (let from = 0; from < ids.length; from += 100) {
      const some = ids.slice(from, from + 100)
      const documents = await get<Document[]>('/api/documents', { params: { 'id[]': some, limit: some.length, etag: true } })
      for (const document of documents) found.set(document.id, document)
    }
    return found
  }

  private body(change: RowChange<Document>): Record<string, unknown> {
    const body: Record<string, unknown> = {}
    for (const [key, { after }] of Object.entries(change.cells)) {
      const { attribute, locale } = this.place(key)
      const value = written(attribute, after)
      if (attribute.isLocalizable) body[attribute.id] = { ...(body[attribute.id] as object), [locale]: value }
      else body[attribute.id] = value
    }
    return body
  }

  private place(key: string): { attribute: Attribute; locale: string } {
    const [, code = '', own] = key.split('.')
    const attribute = this.attributes.get(code)
    if (!attribute) throw new Error(`there is no attribute ${code}`)
    return { attribute, locale: own ?? this.locale }
  }

  private valueOf(key: string, item: Document): unknown {
    const { attribute, locale } = this.place(key)
    return valueOf(item, attribute, locale)
  }

  private errors(change: RowChange<Document>, error: unknown): Record<string, string> {
    if (error instanceof ApiError && error.violations.length > 0) return this.byColumn(change, error.violations)
    return { '': error instanceof Error ? error.message : String(error) }
  }

  /** Each rule that was broken at its cell; what is of no cell concerns the row. */
  private byColumn(change: RowChange<Document>, violations: Violation[]): Record<string, string> {
    const errors: Record<string, string> = {}
    for (const { propertyPath, message } of violations) {
      const key = Object.keys(change.cells).find((one) => {
        const { attribute, locale } = this.place(one)
        const start = `attributes.${attribute.id}`
        return propertyPath === start || propertyPath.startsWith(`${start}.${locale}`) || (!attribute.isLocalizable && propertyPath.startsWith(start))
      })
      errors[key ?? ''] = message
    }
    return errors
  }
}

const path = (id: string) => `/api/documents/${encodeURIComponent(id)}`
