import { InputBase, Input, Pill } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { Composite } from './Composite'
import { readable, type FieldProps, type InputProps, type Kind } from './kind'
import { ValuePicker } from './ValuePicker'
import styles from './ValuePicker.module.css'
import type { Listed } from './values'

function MultiselectInput({ attribute, value, onChange, isReadOnly, name, placeholder, ...frame }: InputProps<Listed[]>) {
  const { t } = useTranslation('product')
  const label = useLabel()
  const [isOpen, setOpen] = useState(false)
  const held = readable(value) ?? []
  const set = (next: Listed[]) => onChange(next.length ? next : null)
  const without = (code: string) => held.filter((one) => one.code !== code)
  const pick = (one: Listed) => set(held.some(({ code }) => code === one.code) ? without(one.code) : [...held, one])
  return (
    <Composite name={name} {...frame}>
      <ValuePicker attribute={attribute.id} name={name} chosen={held.map((one) => one.code)} onPick={pick} isOpen={isOpen} onClose={() => setOpen(false)}>
        <InputBase component="div" multiline pointer error={Boolean(frame.error)} disabled={isReadOnly} classNames={{ input: styles.pills }} onClick={() => isReadOnly || setOpen(!isOpen)}>
          <Pill.Group gap={4}>
            {held.map((one) => (
              <Pill key={one.code} withRemoveButton={!isReadOnly} onRemove={() => set(without(one.code))}
                removeButtonProps={{ 'aria-label': t('value.remove', { name: label(one.labels, one.code) }), 'aria-hidden': false, tabIndex: 0 }} onClick={(event) => event.stopPropagation()}>
                {label(one.labels, one.code)}
              </Pill>
            ))}
            {!isReadOnly && (
              <button type="button" className={styles.add} aria-haspopup="dialog" aria-expanded={isOpen} aria-label={t('value.addTo', { name })}>
                {held.length ? t('value.add') : <Input.Placeholder>{placeholder ?? t('value.choose')}</Input.Placeholder>}
              </button>
            )}
          </Pill.Group>
        </InputBase>
      </ValuePicker>
    </Composite>
  )
}

function MultiselectField({ value }: FieldProps<Listed[]>) {
  const label = useLabel()
  return <Pill.Group gap={4}>{value.map((one) => <Pill key={one.code}>{label(one.labels, one.code)}</Pill>)}</Pill.Group>
}

/** Several of a list. */
export const multiselect: Kind<Listed[]> = { Field: MultiselectField, Input: MultiselectInput, write: (values) => values.map((one) => one.code) }
