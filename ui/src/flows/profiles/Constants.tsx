import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Mapping } from './profile'
import type { Targets } from './targets'

interface Props {
  mappings: Mapping[]
  targets: Targets
  isFixed?: boolean
  onChange: (mappings: Mapping[]) => void
}

/** What is the same on all lines, without a column of the file. */
export function Constants({ mappings, targets, isFixed, onChange }: Props) {
  const { t } = useTranslation('flows')
  const own = mappings.flatMap((mapping, index) => (mapping.target.type === 'constant' ? [{ mapping, index }] : []))
  const set = (index: number, mapping: Mapping | null) => onChange(mappings.flatMap((one, at) => (at !== index ? [one] : mapping ? [mapping] : [])))
  const add = () => onChange([...mappings, { column: '', target: { type: 'constant', code: '' }, options: [{ name: 'value', value: '' }] }])
  // A constant is named by its code alone, whatever it is.
  const data = targets.data.map(({ group, items }) => ({ group, items: items.map(({ value, label }) => ({ value: value.replace(/^\w+:/, ''), label })) }))
  return (
    <Stack gap="xs">
      {own.length > 0 && <Text size="sm" fw={550}>{t('mapping.constants')}</Text>}
      {own.map(({ mapping, index }) => (
        <Group key={index} gap="xs" wrap="nowrap">
          <Select
            size="xs" w={220} searchable limit={200} data={data} disabled={isFixed} aria-label={t('mapping.constantOf')} placeholder={t('mapping.constantOf')}
            value={mapping.target.code || null} onChange={(code) => set(index, { ...mapping, target: { type: 'constant', code: code ?? '' } })}
          />
          <TextInput
            size="xs" w={260} disabled={isFixed} aria-label={t('mapping.constantValue')} placeholder={t('mapping.constantValue')} value={String(mapping.options.find(({ name }) => name === 'value')?.value ?? '')}
            onChange={(event) => set(index, { ...mapping, options: [{ name: 'value', value: event.currentTarget.value }] })}
          />
          <ActionIcon variant="subtle" color="gray" disabled={isFixed} aria-label={t('mapping.removeConstant', { name: mapping.target.code })} onClick={() => set(index, null)}><IconX size={14} /></ActionIcon>
        </Group>
      ))}
      {!isFixed && <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconPlus size={14} />} onClick={add} style={{ alignSelf: 'flex-start' }}>{t('mapping.addConstant')}</Button>}
    </Stack>
  )
}
