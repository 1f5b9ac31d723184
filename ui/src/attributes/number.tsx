import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { asText, framed, type FieldProps, type InputProps, type Typed } from './kind'

/** A number as the language of the interface writes it; all of its digits. */
export function useNumber(): (value: number | string) => string {
  const { i18n } = useTranslation()
  const format = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 20 })
  return (value) => format.format(value as number)
}

/** How numbers are typed: what the language writes, and the point everywhere. */
export function useTyping() {
  const { i18n } = useTranslation()
  const parts = new Intl.NumberFormat(i18n.language).formatToParts(12345.6)
  const part = (type: string) => parts.find((one) => one.type === type)?.value
  return { decimalSeparator: part('decimal') ?? '.', thousandSeparator: part('group') ?? '', allowedDecimalSeparators: ['.', ','] }
}

/** What `NumberInput` tells: a number, or the text of one that is more exact than a number can be. */
export const typedNumber = (typed: number | string): number | null => (typed === '' || typed === '-' ? null : (typed as number))

export function shownNumber(value: number | Typed | null): number | string {
  return typeof value === 'number' ? value : asText(value as string | Typed | null)
}

export function NumberLineInput(props: InputProps<number> & { decimals: number }) {
  const { attribute, value, onChange, decimals } = props
  const { minValue } = attribute.constraints as { minValue?: number }
  const typing = useTyping()
  return (
    <NumberInput
      {...framed(props)}
      {...typing}
      maw={260}
      value={shownNumber(value)}
      onChange={(typed) => onChange(typedNumber(typed))}
      decimalScale={decimals}
      allowNegative={minValue === undefined || minValue < 0}
      clampBehavior="none"
      hideControls
    />
  )
}

export function NumberField({ value }: FieldProps<number>) {
  return <span className="tabular">{useNumber()(value)}</span>
}
