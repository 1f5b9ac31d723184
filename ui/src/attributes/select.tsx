import { CloseButton, Input, InputBase } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { framed, readable, type FieldProps, type InputProps, type Kind } from './kind'
import { ValuePicker } from './ValuePicker'
import type { Listed } from './values'

function SelectInput(props: InputProps<Listed[]>) {
  const { t } = useTranslation('product')
  const label = useLabel()
  const [isOpen, setOpen] = useState(false)
  const { attribute, name, onChange, isReadOnly, placeholder } = props
  const one = readable(props.value)?.[0]
  const pick = (value: Listed) => {
    onChange([value])
    setOpen(false)
  }
  const clear = one && !isReadOnly && !attribute.isRequired && (
    <CloseButton size="sm" aria-label={t('value.clearOf', { name })} onClick={(event) => { event.stopPropagation(); onChange(null) }} />
  )
  const { readOnly: _, placeholder: __, ...frame } = framed(props)
  return (
    <ValuePicker attribute={attribute.id} name={name} chosen={one ? [one.code] : []} onPick={pick} isOpen={isOpen} onClose={() => setOpen(false)}>
      <InputBase {...frame} component="button" type="button" pointer maw={420} disabled={isReadOnly} aria-haspopup="dialog" aria-expanded={isOpen}
        rightSection={clear || <Input.ClearButton hidden />} rightSectionPointerEvents={clear ? 'auto' : 'none'} onClick={() => setOpen(!isOpen)}>
        {one ? label(one.labels, one.code) : <Input.Placeholder>{placeholder ?? t('value.choose')}</Input.Placeholder>}
      </InputBase>
    </ValuePicker>
  )
}

function SelectField({ value }: FieldProps<Listed[]>) {
  const label = useLabel()
  return <span>{value.map((one) => label(one.labels, one.code)).join(', ')}</span>
}

/** One of a list. */
export const select: Kind<Listed[]> = { Field: SelectField, Input: SelectInput, write: ([one]) => one?.code ?? null }
