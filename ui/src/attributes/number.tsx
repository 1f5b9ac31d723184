import { NumberInput } from '@mantine/core'
import type { ClipboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { asText, framed, type FieldProps, type InputProps, type Typed } from './kind'

/** A number as the language of the interface writes it; all of its digits. */
export function useNumber(): (value: number | string) => string {
  const { i18n } = useTranslation()
  const format = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 20 })
  return (value) => format.format(value as number)
}

/**
 * How numbers are typed: comma and point both begin the decimals, and thousands aren't parted, lest 701,5 become 7015.
 * What is pasted with parted thousands is read as a whole.
 */
export function useTyping(onChange: (value: number) => void) {
  const { i18n } = useTranslation()
  const onPaste = (event: ClipboardEvent) => {
    const read = grouped(event.clipboardData.getData('text'))
    if (read === null) return
    event.preventDefault()
    onChange(read)
  }
  const decimalSeparator = new Intl.NumberFormat(i18n.language).formatToParts(0.5).find((one) => one.type === 'decimal')?.value ?? '.'
  return { decimalSeparator, allowedDecimalSeparators: ['.', ','], onPaste }
}

/** A number with its thousands parted, by blanks or by the other of comma and point; null where it has none. */
export function grouped(text: string): number | null {
  const bare = text.trim().replace(/[\s\u00a0\u202f'’]/g, '')
  const marks: string[] = bare.match(/[.,]/g) ?? []
  const last = marks.at(-1)
  const isParted = bare !== text.trim() || marks.length > 1
  if (!isParted || !/^-?\d[\d.,]*$/.test(bare)) return null
  // The same mark several times parts thousands; the last of different ones begins the decimals.
  const isDecimal = last !== undefined && marks.indexOf(last) === marks.length - 1
  const digits = isDecimal ? bare.split(last).map((part) => part.replace(/[.,]/g, '')).join('.') : bare.replace(/[.,]/g, '')
  return Number(digits)
}

/** What `NumberInput` tells: a number, or the text of one that is more exact than a number can be, or of what may become one: a minus. */
export const typedNumber = (typed: number | string): number | null => (typed === '' ? null : (typed as number))

export function shownNumber(value: number | Typed | null): number | string {
  return typeof value === 'number' ? value : asText(value as string | Typed | null)
}

export function NumberLineInput(props: InputProps<number> & { decimals: number }) {
  const { value, onChange, decimals } = props
  const typing = useTyping(onChange)
  return (
    <NumberInput
      {...framed(props)}
      {...typing}
      maw={260}
      value={shownNumber(value)}
      onChange={(typed) => onChange(typedNumber(typed))}
      decimalScale={decimals}
      clampBehavior="none"
      hideControls
    />
  )
}

export function NumberField({ value }: FieldProps<number>) {
  return <span className="tabular">{useNumber()(value)}</span>
}
