import { Group, NativeSelect, NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get } from '@/api/client'
import type { Attribute, Labels } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import { Composite } from './Composite'
import { readable, type FieldProps, type InputProps, type Kind } from './kind'
import { typedNumber, useNumber, useTyping } from './number'

interface Measure {
  value: number | null
  unit: string
}

interface Family {
  id: string
  baseUnit: string
  units: { id: string; name: Labels }[]
}

function useFamily(attribute: Attribute): Family | undefined {
  const id = attribute.measureFamily?.id
  return useQuery({ queryKey: ['model', 'measure-families', id], queryFn: () => get<Family>(`/api/measure-families/${id}`), enabled: Boolean(id), staleTime: 60_000 }).data
}

function MeasureInput({ attribute, value, onChange, isReadOnly, name, placeholder, ...frame }: InputProps<Measure>) {
  const { t } = useTranslation('product')
  const label = useLabel()
  const family = useFamily(attribute)
  const typing = useTyping()
  const held = readable(value)
  const unit = held?.unit ?? family?.baseUnit ?? ''
  const units = (family?.units ?? [{ id: unit, name: {} }]).map((one) => ({ value: one.id, label: one.name && label(one.name) ? `${one.id} · ${label(one.name)}` : one.id }))
  const set = (next: Measure) => onChange(next.value === null ? null : next)
  const { decimals } = attribute.constraints as { decimals?: number }
  return (
    <Composite name={name} {...frame}>
      <Group gap={6} wrap="nowrap" maw={380}>
        <NumberInput {...typing} flex={1} aria-label={name} hideControls clampBehavior="none" decimalScale={decimals} placeholder={placeholder} readOnly={isReadOnly} error={Boolean(frame.error)}
          value={held?.value ?? ''} onChange={(typed) => set({ value: typedNumber(typed), unit })} />
        <NativeSelect aria-label={t('value.unitOf', { name })} w={160} disabled={isReadOnly} data={units} value={unit}
          onChange={(event) => held && set({ ...held, unit: event.currentTarget.value })} />
      </Group>
    </Composite>
  )
}

function MeasureField({ value }: FieldProps<Measure>) {
  const number = useNumber()
  return <span className="tabular">{value.value !== null && number(value.value)} {value.unit}</span>
}

/** A number with a unit of a family. */
export const measure: Kind<Measure> = { Field: MeasureField, Input: MeasureInput }
