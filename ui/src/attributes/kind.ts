import type { ReactNode } from 'react'
import type { Attribute } from '@/api/types'

/** What was typed and can't be read as a value of its type; it is kept, and not sent. */
export class Typed {
  constructor(readonly text: string) {}
}

/** What reads a value, in one language. */
export interface FieldProps<T> {
  attribute: Attribute
  value: T
}

/** What writes a value, in one language. */
export interface InputProps<T> {
  attribute: Attribute
  /** The language of the value, if it has one. */
  locale: string | null
  value: T | Typed | null
  onChange: (value: T | Typed | null) => void
  label: ReactNode
  /** Its name alone, for the parts of an input that need one of their own. */
  name: string
  help?: ReactNode
  error?: ReactNode
  /** Said softly where nothing is: what would be inherited. */
  placeholder?: string
  isReadOnly: boolean
}

/** A type of attributes: how its values are read, written and sent. */
export interface Kind<T> {
  Field: (props: FieldProps<T>) => ReactNode
  Input: (props: InputProps<T>) => ReactNode
  /** The value as the server takes it; as it is printed, unless told otherwise. */
  write?: (value: T) => unknown
  /** It needs the whole width of the page. */
  isWide?: boolean
}

/** What all single inputs share. */
export function framed({ label, help, error, placeholder, isReadOnly }: Omit<InputProps<never>, 'value' | 'onChange'>) {
  return {
    label,
    description: help,
    error,
    placeholder,
    readOnly: isReadOnly,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  }
}

/** What was typed as text, be it readable or not. */
export function asText(value: string | Typed | null): string {
  return value instanceof Typed ? value.text : (value ?? '')
}

/** A value, if it could be read. */
export function readable<T>(value: T | Typed | null): T | null {
  return value instanceof Typed ? null : value
}
