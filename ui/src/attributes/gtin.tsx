import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { asText, framed, type FieldProps, type InputProps, type Kind } from './kind'

const LENGTHS = [8, 12, 13, 14]

/** The last digit that the others call for; null where there are too few or too many. */
export function checkDigit(digits: string): string | null {
  if (!LENGTHS.includes(digits.length) || !/^\d+$/.test(digits)) return null
  const sum = [...digits.slice(0, -1)].reverse().reduce((all, digit, at) => all + Number(digit) * (at % 2 ? 1 : 3), 0)
  return String((10 - (sum % 10)) % 10)
}

function GtinInput(props: InputProps<string>) {
  const { t } = useTranslation('product')
  const digits = asText(props.value)
  const wanted = checkDigit(digits)
  const doubt = wanted !== null && !digits.endsWith(wanted) ? t('value.checkDigit', { digit: wanted }) : undefined
  return (
    <TextInput
      {...framed({ ...props, error: props.error ?? doubt })}
      maw={260}
      inputMode="numeric"
      maxLength={20}
      value={digits}
      onChange={(event) => props.onChange(event.currentTarget.value.replace(/[\s-]/g, '') || null)}
    />
  )
}

const GtinField = ({ value }: FieldProps<string>) => <span className="tabular">{value}</span>

/** A number of the trade's items, with its check digit. */
export const gtin: Kind<string> = { Field: GtinField, Input: GtinInput }
