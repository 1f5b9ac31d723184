import { post } from '@/api/client'
import { ApiError } from '@/api/error'
import { codeOf } from '@/values/code'
import type { Asset } from '../types'

const TRIES = 50

/** Makes an asset of a file that was sent; its code is the file's name, with a number if that is taken. */
export async function madeFrom(name: string, file: string, classification?: string): Promise<string> {
  const code = codeOf(name.replace(/\.[^.]+$/, '')) || 'file'
  for (let number = 1; ; number += 1) {
    try {
      const id = number === 1 ? code : `${code}-${number}`
      const wish = { id, fileId: file, ...(classification && { classification: { id: classification } }) }
      return (await post<Asset>('/api/assets', wish)).value.id
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409 || number >= TRIES) throw error
    }
  }
}
