import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Composite } from './Composite'
import { readable, type FieldProps, type InputProps, type Kind } from './kind'

function BooleanInput({ value, onChange, isReadOnly, name, placeholder, ...frame }: InputProps<boolean>) {
  const { t } = useTranslation('product')
  const held = readable(value)
  const data = [
    { value: 'true', label: t('value.yes') },
    { value: 'false', label: t('value.no') },
    { value: '', label: placeholder ?? t('value.unset') },
  ]
  return (
    <Composite name={name} {...frame}>
      <SegmentedControl aria-label={name} readOnly={isReadOnly} data={data} value={held === null ? '' : String(held)} onChange={(chosen) => onChange(chosen === '' ? null : chosen === 'true')} />
    </Composite>
  )
}

function BooleanField({ value }: FieldProps<boolean>) {
  const { t } = useTranslation('product')
  return <span>{t(value ? 'value.yes' : 'value.no')}</span>
}

/** Yes, no or nothing. */
export const boolean: Kind<boolean> = { Field: BooleanField, Input: BooleanInput }
