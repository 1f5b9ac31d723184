import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import type { Attribute } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import styles from './AttributeInput.module.css'
import { kindOf } from './kinds'
import type { Typed } from './kind'

interface Props {
  attribute: Attribute
  /** The language of the value; null where it has none. */
  locale?: string | null
  value: unknown
  onChange: (value: unknown | Typed | null) => void
  error?: ReactNode
  /** Said softly where nothing is. */
  placeholder?: string
  /** Stands behind the name. */
  aside?: ReactNode
  isReadOnly?: boolean
}

/** Writes a value in one language: its name above, its help below. */
export function AttributeInput({ attribute, locale = null, value, onChange, error, placeholder, aside, isReadOnly = attribute.isReadOnly }: Props) {
  const label = useLabel()
  const { t } = useTranslation('product')
  const { Input } = kindOf(attribute)
  const name = label(attribute.name, attribute.id)
  const spoken = attribute.isLocalizable ? locale : null
  return (
    <Input
      attribute={attribute}
      locale={spoken}
      value={value}
      onChange={onChange}
      name={spoken ? `${name} ${languageOf(spoken)}` : name}
      help={label(attribute.description) || undefined}
      error={error}
      placeholder={placeholder}
      isReadOnly={isReadOnly}
      label={
        <span className={styles.label}>
          {name}
          {attribute.isRequired && <span className={styles.required} title={t('value.required')} aria-label={t('value.required')} role="img">*</span>}
          {spoken && <Badge size="xs" variant="outline" color="gray" radius="sm" className={styles.badge}>{languageOf(spoken)}</Badge>}
          {aside}
        </span>
      }
    />
  )
}

/** A language as short as can be. */
export const languageOf = (locale: string) => locale.split('_')[0]?.toUpperCase() ?? locale
