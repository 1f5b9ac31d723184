import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { isEmpty, kindOf } from './kinds'

/** Reads a value in one language. */
export function AttributeField({ attribute, value }: { attribute: Attribute; value: unknown }) {
  const { t } = useTranslation('product')
  if (isEmpty(value)) return <Text component="span" inherit c="var(--soft)">{t('value.none')}</Text>
  const { Field } = kindOf(attribute)
  return <Field attribute={attribute} value={value} />
}
