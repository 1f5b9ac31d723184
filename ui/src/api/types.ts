/** Shapes of the API that many screens share; what one area alone reads is typed there. */

/** A text by locale code. */
export type Labels = Record<string, string>

/** Another thing, by its code. */
export interface Ref {
  id: string
}

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

export interface Stamps {
  dateCreated: string
  dateModified: string
  createdBy: string
  updatedBy: string
}

export interface Locale extends Stamps {
  id: string
  name: string
  isActive: boolean
  isData: boolean
  isInterface: boolean
  fallback: Ref | null
  isDefault: boolean
}

export interface DocumentType extends Stamps {
  id: string
  name: Labels
  description: Labels
  isActive: boolean
  hasVariants: boolean
  titleAttribute: Ref | null
  sequence: number
  attributes: Ref[]
  variantAttributes?: Ref[]
}

export type ObjectType = 'document' | 'variant' | 'asset' | 'classification' | 'link'

export interface Attribute extends Stamps {
  id: string
  objectType: ObjectType
  documentType: Ref | null
  linkType: Ref | null
  type: string
  name: Labels
  description: Labels
  isLocalizable: boolean
  isInherited: boolean
  isRequired: boolean
  isUnique: boolean
  isReadOnly: boolean
  isHidden: boolean
  isFilterable: boolean
  isSearchable: boolean
  section: Ref | null
  sequence: number
  defaultValue: unknown
  constraints: Record<string, unknown>
  measureFamily: Ref | null
  metadataSources: string[]
}

export interface Placed {
  id: string
}

export interface CompletenessOf {
  id: string
  locale: string
  value: number
}

/** A document, a variant, an asset or a classification: what they share. */
export interface Item extends Stamps {
  id: string
  isActive: boolean
  attributes: Record<string, unknown>
}
