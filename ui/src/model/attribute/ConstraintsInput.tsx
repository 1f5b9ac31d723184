import { MultiSelect, NumberInput, SimpleGrid, Switch, TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/error'
import type { Attribute } from '@/api/types'
import type { Draft } from '../useDraft'
import { CURRENCIES } from './currencies'
import { PatternInput } from './PatternInput'
import { TYPES, type Constraint } from './types'

/** What values must keep to: the limits that the type knows. */
export function ConstraintsInput({ draft }: { draft: Draft<Attribute> }) {
  const { t } = useTranslation('model')
  const { value } = draft
  const known: readonly Constraint[] = TYPES[value.type]?.constraints ?? []
  const limits = value.constraints as Partial<Record<Constraint, never>>
  const set = (key: Constraint, to: unknown) => {
    const { [key]: _, ...others } = value.constraints
    draft.set({ constraints: to === undefined ? others : { ...others, [key]: to } })
  }
  const shared = (key: Constraint) => ({ label: t(`constraints.${key}`), error: wrong(draft, key) })
  const number = (key: Constraint) => (
    <NumberInput
      {...shared(key)}
      key={key}
      value={limits[key] ?? ''}
      min={key === 'maxLength' || key === 'decimals' ? 0 : undefined}
      allowDecimal={key !== 'maxLength' && key !== 'decimals'}
      hideControls
      onChange={(to) => set(key, to === '' ? undefined : to)}
    />
  )
  const numbers = (['minValue', 'maxValue', 'decimals', 'maxLength'] as const).filter((key) => known.includes(key))
  return (
    <>
      {numbers.length > 0 && <SimpleGrid cols={numbers.length} spacing="sm">{numbers.map(number)}</SimpleGrid>}
      {known.includes('regex') && <PatternInput value={limits.regex ?? ''} error={wrong(draft, 'regex')} onChange={(to) => set('regex', to || undefined)} />}
      {known.includes('currencies') && (
        <MultiSelect {...shared('currencies')} placeholder={limits.currencies ? undefined : t('constraints.allCurrencies')} data={CURRENCIES} value={limits.currencies ?? []} searchable limit={200} nothingFoundMessage={t('nothing')} onChange={(to) => set('currencies', to.length ? to : undefined)} />
      )}
      {known.includes('extensions') && (
        <TagsInput {...shared('extensions')} placeholder="pdf, jpg…" value={limits.extensions ?? []} onChange={(to) => set('extensions', to.length ? to : undefined)} />
      )}
      {known.includes('lenient') && (
        <Switch {...shared('lenient')} description={t('constraints.lenientHelp')} checked={Boolean(limits.lenient)} onChange={(event) => set('lenient', event.currentTarget.checked || undefined)} />
      )}
    </>
  )
}

/** The server tells of all limits at `constraints`, and names the one that it means. */
function wrong({ failure }: Draft<Attribute>, key: Constraint): string | undefined {
  if (!(failure instanceof ApiError)) return undefined
  const own = failure.violations.filter(({ propertyPath, message }) => propertyPath === 'constraints' && message.includes(key))
  return own.map(({ message }) => message).join(' ') || undefined
}
