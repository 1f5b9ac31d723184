import { post } from '@/api/client'
import { ApiError } from '@/api/error'

/** Makes something, or leaves it as it is: who begins anew after half of a step was made finds it there. */
export async function made(path: string, body: unknown): Promise<void> {
  try {
    await post(path, body)
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 409)) throw error
  }
}

/** A code as a name suggests it. */
export function codeOf(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 40)
}
