import { Code, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Typed, framed, type FieldProps, type InputProps, type Kind } from './kind'

const printed = (value: unknown) => (value === null || value === undefined ? '' : value instanceof Typed ? value.text : JSON.stringify(value, null, 2))

function read(text: string): unknown {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return new Typed(text)
  }
}

function JsonInput(props: InputProps<unknown>) {
  const { t } = useTranslation('product')
  const { value, onChange } = props
  // The text as it is typed, for as long as it says what the value is: blanks and line ends are the writer's.
  const [typed, setTyped] = useState<string | null>(null)
  const isTyped = typed !== null && printed(read(typed)) === printed(value)
  const error = props.error ?? (value instanceof Typed ? t('value.noJson') : undefined)
  return (
    <Textarea
      {...framed({ ...props, error })}
      autosize
      minRows={3}
      maxRows={20}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
      spellCheck={false}
      value={isTyped ? typed : printed(value)}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        onChange(read(event.currentTarget.value))
      }}
    />
  )
}

const JsonField = ({ value }: FieldProps<unknown>) => <Code block>{printed(value)}</Code>

/** Any JSON. */
export const json: Kind<unknown> = { Field: JsonField, Input: JsonInput, isWide: true }
