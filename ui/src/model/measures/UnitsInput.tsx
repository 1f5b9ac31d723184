import { ActionIcon, Button, Paper, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Unit } from '../definition'
import { LabelsInput } from '../LabelsInput'
import styles from './UnitsInput.module.css'

interface Props {
  value: Unit[]
  baseUnit: string
  error?: string
  onChange: (value: Unit[]) => void
}

/** The units of a family: code, factor and name. */
export function UnitsInput({ value, baseUnit, error, onChange }: Props) {
  const { t } = useTranslation('model')
  const set = (at: number, change: Partial<Unit>) => onChange(value.map((unit, index) => (index === at ? { ...unit, ...change } : unit)))
  return (
    <Stack gap="xs">
      {value.map((unit, index) => (
        <Paper key={index} withBorder p="sm">
          <div className={styles.line}>
            <TextInput label={t('measures.unit')} value={unit.id} onChange={(event) => set(index, { id: event.currentTarget.value })} className={styles.unit} />
            <TextInput
              label={t('measures.factor', { unit: baseUnit })}
              inputMode="decimal"
              disabled={unit.id === baseUnit}
              value={String(unit.factor)}
              onChange={(event) => set(index, { factor: numbered(event.currentTarget.value) })}
              className={styles.factor}
            />
            <Tooltip label={t('frame:delete')}>
              <ActionIcon variant="subtle" color="gray" size={36} aria-label={`${t('frame:delete')} ${unit.id}`} disabled={unit.id === baseUnit} onClick={() => onChange(value.filter((_, at) => at !== index))}>
                <IconX size={16} />
              </ActionIcon>
            </Tooltip>
          </div>
          <LabelsInput label={t('name')} value={unit.name} onChange={(name) => set(index, { name })} />
        </Paper>
      ))}
      {error && <Text size="sm" c="var(--bad)" role="alert">{error}</Text>}
      <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => onChange([...value, { id: '', name: {}, factor: '' }])}>{t('measures.addUnit')}</Button>
    </Stack>
  )
}

/** Kept as text while it is no number yet; exact factors are more than a float holds, so long ones stay texts too. */
function numbered(text: string): number | string {
  const plain = text.replace(',', '.').trim()
  return plain !== '' && String(Number(plain)) === plain ? Number(plain) : plain
}
