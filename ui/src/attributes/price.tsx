import { Group, NumberInput, Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Composite } from './Composite'
import { readable, type FieldProps, type InputProps, type Kind } from './kind'
import { typedNumber, useTyping } from './number'

interface Amount {
  amount: number
  currency: string
}

/** So many fields are shown at once; more currencies are added one by one. */
const FEW = 6

function PriceInput({ attribute, value, onChange, isReadOnly, name, placeholder, ...frame }: InputProps<Amount[]>) {
  const { t } = useTranslation('product')
  const held = readable(value) ?? []
  const { currencies: allowed = [], decimals } = attribute.constraints as { currencies?: string[]; decimals?: number }
  const all = allowed.length ? allowed : Intl.supportedValuesOf('currency')
  const shown = all.length <= FEW ? all : held.map((one) => one.currency)
  const set = (currency: string, amount: number | null) => {
    const rest = held.filter((one) => one.currency !== currency)
    const next = amount === null ? rest : [...rest, { amount, currency }]
    onChange(next.length ? next.sort((a, b) => a.currency.localeCompare(b.currency)) : null)
  }
  return (
    <Composite name={name} {...frame}>
      <Group gap={6}>
        {shown.map((currency) => (
          <AmountInput key={currency} name={`${name} ${currency}`} currency={currency} decimals={decimals} placeholder={placeholder} isReadOnly={isReadOnly} hasError={Boolean(frame.error)}
            amount={held.find((one) => one.currency === currency)?.amount ?? null} onChange={(amount) => set(currency, amount)} />
        ))}
        {all.length > shown.length && !isReadOnly && (
          <Select aria-label={t('value.addCurrency')} placeholder={t('value.addCurrency')} w={170} searchable value={null}
            data={all.filter((one) => !shown.includes(one))} onChange={(currency) => currency && set(currency, 0)} />
        )}
      </Group>
    </Composite>
  )
}

interface AmountProps {
  name: string
  currency: string
  decimals?: number
  placeholder?: string
  isReadOnly: boolean
  hasError: boolean
  amount: number | null
  onChange: (amount: number | null) => void
}

function AmountInput({ name, currency, decimals, amount, onChange, isReadOnly, hasError, placeholder }: AmountProps) {
  const typing = useTyping()
  return (
    <NumberInput {...typing} w={170} aria-label={name} hideControls clampBehavior="none" decimalScale={decimals} readOnly={isReadOnly} error={hasError} placeholder={placeholder}
      rightSection={<Text size="xs" c="var(--soft)" pr={10}>{currency}</Text>} rightSectionWidth={52}
      value={amount ?? ''} onChange={(typed) => onChange(typedNumber(typed))} />
  )
}

function PriceField({ value }: FieldProps<Amount[]>) {
  const { i18n } = useTranslation()
  const written = ({ amount, currency }: Amount) => new Intl.NumberFormat(i18n.language, { style: 'currency', currency, maximumFractionDigits: 9 }).format(amount)
  return <span className="tabular">{value.map(written).join(' · ')}</span>
}

/** Amounts by currency. */
export const price: Kind<Amount[]> = { Field: PriceField, Input: PriceInput }
