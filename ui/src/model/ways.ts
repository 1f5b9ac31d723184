/** The addresses of the model's parts. */
import { useParams } from '@tanstack/react-router'

/** Stands for the code of what is being made; no code can be so. */
export const NEW = '~new'

export const MODEL = '/settings/model'

/** The part of the address that names what is shown. */
export function useNamed(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  return params[name] ?? ''
}

/** The code in the address; null: something new. */
export function useIdNamed(name = 'id'): string | null {
  const id = useNamed(name)
  return id === NEW ? null : id
}
