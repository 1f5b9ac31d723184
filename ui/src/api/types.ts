/**
 * Shapes of the API that many screens share; what one area alone reads is typed there. They come from the description of
 * the API (`npm run types` writes `schema.d.ts`), which calls every member optional, as a write may leave out any:
 * what is read has them all.
 */
import type { components } from './schema'

type Schemas = components['schemas']

/** A shape as it is read: whole, and without what JSON-LD adds. */
type Printed<T> = T extends readonly (infer One)[]
  ? Printed<One>[]
  : T extends object
    ? { -readonly [Key in keyof T as Key extends `@${string}` ? never : Key]-?: Printed<Exclude<T[Key], undefined>> }
    : T

/** One of the description's shapes; `Loose` are members that it can't say enough of, and that are given anew. */
type Shape<Name extends keyof Schemas, Loose extends string = never> = Omit<Printed<Schemas[Name]>, 'changing' | keyof Stamps | Loose> & Stamps

/** A text by locale code. */
export type Labels = Record<string, string>

/** Another thing, by its code. */
export interface Ref {
  id: string
}

export interface Stamps {
  dateCreated: string
  dateModified: string
  createdBy: string
  updatedBy: string
}

/** While objects follow a change of a definition: how many do already. */
interface Changing {
  changing?: { done: number; total: number }
}

export type Locale = Shape<'Locale'> & Changing

export type DocumentType = Shape<'DocumentType'> & Changing

export type ObjectType = Attribute['objectType']

// The description doesn't say what constraints and defaults are: it depends on the type.
export type Attribute = Shape<'Attribute', 'constraints' | 'defaultValue'> &
  Changing & { constraints: Record<string, unknown>; defaultValue: unknown }

export type Workflow = Shape<'Workflow'> & Changing

export type CompletenessSetting = Shape<'CompletenessSetting'> & Changing

/** Work that outlives the request that asked for it; what `metadata` holds depends on its type. */
export type Process = Omit<Printed<Schemas['Process']>, 'metadata'> & { metadata: Record<string, unknown> }

export interface Placed {
  id: string
}

export interface CompletenessOf {
  id: string
  locale: string
  value: number
}

/** A document, a variant, an asset or a classification: what they share. The description has them one by one. */
export interface Item extends Stamps {
  id: string
  isActive: boolean
  attributes: Record<string, unknown>
}

/** Who is signed in. Written here until the description has it. */
export interface Me {
  id: number
  username: string
  firstName: string
  lastName: string
  email: string
  admin: boolean
  roles: string[]
  localesAvailable: string[]
  localeDefault: string
  timezone: string
  isAutomaticTimezone: boolean
  decimalFormat: 'dot' | 'comma'
  interfaceLocale: 'en' | 'fr' | null
}
