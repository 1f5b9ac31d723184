import type { Upload as Sending } from 'tus-js-client'
import { patch } from '@/api/client'
import { queries } from '@/api/queries'
import type { Asset } from '../types'
import { madeFrom } from './madeFrom'
import { forget, interrupted, sending, type Interrupted } from './upload'

/** What becomes of a file once it is there. */
export interface Purpose {
  /** It is a new asset in this classification. */
  classification?: string
  /** It becomes the file of this asset. */
  replaces?: string
  /** Told of the asset that was made, or is there already. */
  onAsset?: (id: string) => unknown
}

export type State = 'waiting' | 'sending' | 'paused' | 'failed' | 'duplicate' | 'making' | 'done' | 'left'

/** A file on its way. */
export interface Upload {
  key: number
  name: string
  size: number
  sent: number
  state: State
  error?: string
  /** The assets with the same bytes. */
  duplicates: string[]
  /** The asset that it became. */
  asset?: string
  purpose: Purpose
}

interface Shown {
  uploads: Upload[]
  interrupted: Interrupted[]
}

const AT_ONCE = 3

let shown: Shown = { uploads: [], interrupted: interrupted() }
let keys = 0
const files = new Map<number, File>()
const senders = new Map<number, Sending>()
const sentAs = new Map<number, string>()
const listeners = new Set<() => void>()

export const snapshot = () => shown

export function subscribe(told: () => void): () => void {
  listeners.add(told)
  return () => listeners.delete(told)
}

function show(next: Partial<Shown>): void {
  shown = { ...shown, ...next }
  for (const told of listeners) told()
}

function change(key: number, to: Partial<Upload>): void {
  show({ uploads: shown.uploads.map((upload) => (upload.key === key ? { ...upload, ...to } : upload)) })
}

const find = (key: number) => shown.uploads.find((upload) => upload.key === key)

/** Takes files in; they are sent a few at a time, whatever page is shown. */
export function addFiles(added: File[], purpose: Purpose = {}): void {
  const uploads = added.map((file): Upload => {
    keys += 1
    files.set(keys, file)
    return { key: keys, name: file.name, size: file.size, sent: 0, state: 'waiting', duplicates: [], purpose }
  })
  const isAgain = (one: Interrupted) => added.some(({ name, size }) => name === one.name && size === one.size)
  show({ uploads: [...shown.uploads, ...uploads], interrupted: shown.interrupted.filter((one) => !isAgain(one)) })
  goOn()
}

function goOn(): void {
  const busy = shown.uploads.filter(({ state }) => state === 'sending').length
  for (const { key } of shown.uploads.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, AT_ONCE - busy))) void start(key)
}

async function start(key: number): Promise<void> {
  const file = files.get(key)
  if (!file) return
  change(key, { state: 'sending', error: undefined })
  try {
    const sender = senders.get(key) ?? await sending(file, {
      onProgress: (sent) => change(key, { sent }),
      onSent: ({ id, duplicates }) => void arrived(key, id, duplicates),
      onFailed: (error) => failed(key, error),
    })
    senders.set(key, sender)
    if (find(key)?.state === 'sending') sender.start()
  } catch (error) {
    failed(key, error)
  }
}

function failed(key: number, error: unknown): void {
  change(key, { state: 'failed', error: error instanceof Error ? error.message : String(error) })
  goOn()
}

async function arrived(key: number, file: string, duplicates: string[]): Promise<void> {
  sentAs.set(key, file)
  const others = duplicates.filter((id) => id !== find(key)?.purpose.replaces)
  const isAsked = others.length > 0 && !find(key)?.purpose.replaces
  change(key, { sent: find(key)?.size ?? 0, duplicates: others, state: isAsked ? 'duplicate' : 'making' })
  goOn()
  if (!isAsked) await make(key)
}

/** Makes the asset of a file that was sent, or gives it to the one that it replaces. */
async function make(key: number): Promise<void> {
  const upload = find(key)
  const file = sentAs.get(key)
  if (!upload || !file) return
  change(key, { state: 'making', error: undefined })
  try {
    const { replaces, classification } = upload.purpose
    const asset = replaces ? (await patch<Asset>(`/api/assets/${encodeURIComponent(replaces)}`, { fileId: file })).value.id : await madeFrom(upload.name, file, classification)
    change(key, { state: 'done', asset })
    files.delete(key)
    void queries.invalidateQueries({ queryKey: ['assets'] })
    void queries.invalidateQueries({ queryKey: ['thing', `/api/assets/${encodeURIComponent(asset)}`] })
    void queries.invalidateQueries({ queryKey: ['classifications'] })
    await upload.purpose.onAsset?.(asset)
  } catch (error) {
    failed(key, error)
  }
}

/** Holds an upload, or lets it go on. */
export function pause(key: number): void {
  void senders.get(key)?.abort()
  change(key, { state: 'paused' })
  goOn()
}

export function resume(key: number): void {
  if (sentAs.has(key)) void make(key)
  else {
    change(key, { state: 'waiting', error: undefined })
    goOn()
  }
}

/** Says what becomes of a file that is there already: another asset all the same, or none. */
export function decide(key: number, isMade: boolean): void {
  if (isMade) return void make(key)
  const upload = find(key)
  const [asset] = upload?.duplicates ?? []
  change(key, { state: 'left', asset })
  if (asset) void upload?.purpose.onAsset?.(asset)
}

/** Takes an upload off the list; one that is under way ends. */
export function drop(key: number): void {
  const { state } = find(key) ?? {}
  if (state !== 'done' && state !== 'left') void senders.get(key)?.abort(true)
  files.delete(key)
  senders.delete(key)
  show({ uploads: shown.uploads.filter((upload) => upload.key !== key) })
  goOn()
}

export function dropDone(): void {
  show({ uploads: shown.uploads.filter(({ state }) => state !== 'done' && state !== 'left') })
}

export function dropInterrupted(): void {
  for (const { key } of shown.interrupted) forget(key)
  show({ interrupted: [] })
}

/** Something would be lost if the page closed now. */
export const isBusy = () => shown.uploads.some(({ state }) => state !== 'done' && state !== 'left')
