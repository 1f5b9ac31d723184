import { Button, CloseButton, Combobox, Group, useCombobox } from '@mantine/core'
import { IconCheck, IconFilter, IconSitemap } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get } from '@/api/client'
import type { Classification } from '@/classifications/types'
import { useName } from '@/values/useName'
import styles from './AssetFilters.module.css'

interface ChipProps {
  label: string
  choices: { value: string; label: string }[]
  value: string | null
  onChange: (value: string | null) => void
}

/** A filter: its name, or what is chosen of it. */
export function Chip({ label, choices, value, onChange }: ChipProps) {
  const { t } = useTranslation('assets')
  const combobox = useCombobox()
  const chosen = choices.find((choice) => choice.value === value)
  return (
    <Combobox
      store={combobox}
      width={200}
      position="bottom-start"
      onOptionSubmit={(choice) => {
        onChange(choice === value ? null : choice)
        combobox.closeDropdown()
      }}
    >
      <div className={styles.pair}>
        <Combobox.Target targetType="button">
          <Button size="xs" variant="default" className={styles.chip} data-active={chosen ? true : undefined} data-clearable={chosen ? true : undefined} leftSection={!chosen && <IconFilter size={13} stroke={1.6} />} onClick={() => combobox.toggleDropdown()}>
            {chosen ? `${label}${t('colon')}${chosen.label}` : label}
          </Button>
        </Combobox.Target>
        {chosen && <CloseButton size={24} iconSize={13} className={styles.clear} aria-label={t('without', { filter: label })} onClick={() => onChange(null)} />}
      </div>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={label}>
          {choices.map((choice) => (
            <Combobox.Option key={choice.value} value={choice.value} active={choice.value === value}>
              <Group justify="space-between">{choice.label}{choice.value === value && <IconCheck size={14} />}</Group>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** A filter that holds, and can only be taken away. */
export function Shown({ label, onClear }: { label: string; onClear: () => void }) {
  const { t } = useTranslation('assets')
  return (
    <div className={styles.pair}>
      <span className={styles.shown}>{label}</span>
      <CloseButton size={24} iconSize={13} className={styles.clear} aria-label={t('without', { filter: label })} onClick={onClear} />
    </div>
  )
}

/** The filter by a classification. */
export function InClassification({ id, only, onClear, onOpen }: { id: string; only: boolean; onClear: () => void; onOpen: () => void }) {
  const { t } = useTranslation('assets')
  const name = useName()
  const { data } = useQuery({ queryKey: ['classifications', 'one', id], queryFn: () => get<Classification>(`/api/classifications/${encodeURIComponent(id)}`) })
  return (
    <div className={styles.pair}>
      <Button size="xs" variant="default" className={styles.chip} data-active data-clearable leftSection={<IconSitemap size={14} />} onClick={onOpen}>
        {t(only ? 'filters.inOnly' : 'filters.in', { name: name(data?.name, id) })}
      </Button>
      <CloseButton size={24} iconSize={13} className={styles.clear} aria-label={t('without', { filter: t('filters.classification') })} onClick={onClear} />
    </div>
  )
}
