export const TOKENS = '/api/tokens'

export type Access = 'full' | 'read'

export interface Token {
  name: string
  access: Access
  dateCreated: string
  dateUsed: string | null
  /** Told once, when it is made. */
  token?: string
}
