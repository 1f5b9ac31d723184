import { Group, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Notation, Way } from './profile'
import { useNotationChoices } from './notation'

interface Props {
  way: Way
  value: Notation
  onChange: (changed: Partial<Notation>) => void
  errors: (name: string) => string | undefined
}

/** How the file is written down; what nobody says is found out. */
export function NotationInput({ way, value, onChange, errors }: Props) {
  const { t } = useTranslation('flows')
  const choices = useNotationChoices()
  const found = t(way === 'imports' ? 'notation.found' : 'notation.usual')
  const isText = value.extension === 'csv'
  return (
    <Group gap="sm" align="flex-start">
      <Select label={t('profile.format')} w={160} allowDeselect={false} data={choices.extensions} value={value.extension} onChange={(extension) => onChange({ extension: extension as Notation['extension'] })} error={errors('extension')} />
      {isText && <Select label={t('notation.separator')} w={160} clearable placeholder={found} data={choices.separators} value={value.separator} onChange={(separator) => onChange({ separator })} error={errors('separator')} />}
      {isText && <Select label={t('notation.encoding')} w={160} clearable placeholder={found} data={choices.encodings(value.encoding)} value={value.encoding} onChange={(encoding) => onChange({ encoding })} error={errors('encoding')} />}
      <Select label={t('notation.decimalSeparator')} w={160} allowDeselect={false} data={choices.decimals} value={value.decimalSeparator} onChange={(decimal) => decimal && onChange({ decimalSeparator: decimal })} error={errors('decimalSeparator')} />
      <Select label={t('notation.dateFormat')} w={160} allowDeselect={false} data={choices.dates(value.dateFormat)} value={value.dateFormat} onChange={(format) => format && onChange({ dateFormat: format })} error={errors('dateFormat')} />
      <TextInput label={t('notation.multiValueSeparator')} w={160} maxLength={1} value={value.multiValueSeparator} onChange={(event) => onChange({ multiValueSeparator: event.currentTarget.value })} error={errors('multiValueSeparator')} />
    </Group>
  )
}
