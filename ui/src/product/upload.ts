import { post } from '@/api/client'
import { ApiError } from '@/api/error'
import { codeOf } from '@/attributes/codes'

/** Sends a file and makes an asset of it; where its code is taken, the next free one is. */
export async function upload(file: File): Promise<string> {
  const form = new FormData()
  form.set('fileType', 'asset')
  form.set('file', file)
  const { value } = await post<{ id: string }>('/api/files', form)
  const code = codeOf(file.name.replace(/\.[^.]+$/, ''))
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
