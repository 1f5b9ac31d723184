import { Group, MultiSelect, NumberInput, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocales } from '@/api/model'
import type { Rules } from './profile'

type Value = Partial<Rules & { locales: string[] }>

interface Props {
  value: Value
  onChange: (changed: Value) => void
  isFixed?: boolean
  errors?: (name: string) => string | undefined
}

const ACTIONS = ['upsert', 'create', 'update', 'delete'] as const

/** What an import does with its lines, its empty cells, and what it doesn't know. */
export function LinesInput({ value, onChange, isFixed, errors = () => undefined }: Props) {
  const { t } = useTranslation('flows')
  const locales = useLocales().map(({ id }) => id)
  const both = value.createMissing ?? []
  const missing = (['values', 'classifications'] as const).map((name) => ({ value: name, label: t(`lines.${name}`) }))
  return (
    <Group gap="sm" align="flex-end">
      <Select
        label={t('lines.action')} w={210} allowDeselect={false} disabled={isFixed} data={ACTIONS.map((action) => ({ value: action, label: t(`lines.${action}`) }))}
        value={value.action ?? 'upsert'} onChange={(action) => onChange({ action: action as Rules['action'] })} error={errors('action')}
      />
      <Select
        label={t('lines.emptyCell')} w={190} allowDeselect={false} disabled={isFixed} data={[{ value: 'ignore', label: t('lines.ignore') }, { value: 'erase', label: t('lines.erase') }]}
        value={value.emptyCell ?? 'ignore'} onChange={(emptyCell) => onChange({ emptyCell: emptyCell as Rules['emptyCell'] })} error={errors('emptyCell')}
      />
      <Select
        label={t('lines.named')} w={190} allowDeselect={false} disabled={isFixed} data={[{ value: 'labels', label: t('lines.labels') }, { value: 'codes', label: t('lines.codes') }]}
        value={value.matchLabels ? 'labels' : 'codes'} onChange={(chosen) => onChange({ matchLabels: chosen === 'labels' })}
      />
      <MultiSelect
        label={t('lines.createMissing')} w={230} disabled={isFixed} clearable data={missing} placeholder={both.length ? undefined : t('lines.nothing')}
        value={both} onChange={(chosen) => onChange({ createMissing: chosen as Rules['createMissing'] })} error={errors('createMissing')}
      />
      <MultiSelect
        label={t('lines.locales')} w={230} disabled={isFixed} clearable data={locales} placeholder={value.locales?.length ? undefined : t('lines.allLocales')}
        value={value.locales ?? []} onChange={(chosen) => onChange({ locales: chosen })} error={errors('locales')}
      />
      <NumberInput
        label={t('lines.lossLimit')} w={190} disabled={isFixed} min={0} max={100} suffix=" %" value={value.lossLimit ?? ''} placeholder={t('lines.noLimit')}
        onChange={(limit) => onChange({ lossLimit: limit === '' ? null : Number(limit) })} error={errors('lossLimit')}
      />
    </Group>
  )
}
