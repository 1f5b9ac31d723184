import type { TFunction } from 'i18next'
import { get, post } from '@/api/client'
import { failedToast, said } from '@/components/toast'
import { documentsChanged } from '../rows'

interface Process {
  id: string
  status: string
  trouble: string | null
  metadata: Record<string, unknown>
}

const OVER = ['finished', 'done', 'succeeded', 'success', 'failed', 'error', 'cancelled', 'canceled']
const PAUSE = 700

/** Waits for a process that changes documents; then says so, with the way back. */
export async function followed(id: string, message: string, t: TFunction<'documents'>): Promise<void> {
  try {
    const process = await ended(id)
    await documentsChanged()
    if (process.trouble) failedToast(new Error(process.trouble))
    else said(message, { undo: () => undone(id, t) })
  } catch (error) {
    failedToast(error)
  }
}

async function undone(id: string, t: TFunction<'documents'>) {
  const { value } = await post<Process>(`/api/processes/${id}/undo`)
  await ended(value.id)
  await documentsChanged()
  said(t('documents:bulk.undone'))
}

async function ended(id: string): Promise<Process> {
  for (;;) {
    const process = await get<Process>(`/api/processes/${id}`)
    if (OVER.includes(process.status)) return process
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}
