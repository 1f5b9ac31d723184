import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { all, list, type Params } from '@/api/client'
import type { Labels, Ref, Stamps } from '@/api/types'

export interface UserFields {
  username: string
  firstName: string
  lastName: string
  email: string
  active: boolean
  admin: boolean
  type: 'user' | 'api'
  roles: string[]
  localesAvailable: string[]
  localeDefault: string | null
  timezone: string
  decimalFormat: 'dot' | 'comma'
  classificationAccess: Ref | null
  attributeAccess: Ref | null
  /** Written, never read. */
  password?: string
}

export interface User extends UserFields, Stamps {
  id: number
  dateLogged: string | null
}

export interface Role {
  id: string
  name: Labels
  description: string | null
  permissions: Record<string, string[]>
}

export interface AccessProfile {
  id: string
  name: string
}

export const USERS = '/api/users'
export const ROLES = '/api/users/groups'

export const useUsers = (params: Params) =>
  useQuery({ queryKey: ['users', params], queryFn: ({ signal }) => list<User>(USERS, params, signal), placeholderData: keepPreviousData })

export const useRoles = () => useQuery({ queryKey: ['roles'], queryFn: () => all<Role>(ROLES) })

export const useAccessProfiles = (of: 'classification' | 'attribute') =>
  useQuery({ queryKey: ['access-profiles', of], queryFn: () => all<AccessProfile>(`/api/${of}-access-profiles`) }).data ?? []

export const fullName = (user: Pick<UserFields, 'firstName' | 'lastName' | 'username'>) => `${user.firstName} ${user.lastName}`.trim() || user.username
