import { post } from '@/api/client'
import { ApiError } from '@/api/error'

/** A code from the name of a file: what codes may have, and nothing else. */
export function codeOf(fileName: string): string {
  const bare = fileName.replace(/\.[^.]+$/, '').normalize('NFKD').replace(/[\u0300-\u036f]/g, '')
  return bare.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 80) || 'asset'
}

/** Sends a file and makes an asset of it; where its code is taken, the next free one is. */
export async function upload(file: File): Promise<string> {
  const form = new FormData()
  form.set('fileType', 'asset')
  form.set('file', file)
  const { value } = await post<{ id: string }>('/api/files', form)
  const code = codeOf(file.name)
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? code : `${code}-${count}`
    try {
      await post('/api/assets', { id, fileId: value.id })
      return id
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409 || count > 99) throw error
    }
  }
}
