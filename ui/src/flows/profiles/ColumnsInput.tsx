import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { IconColumns, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLocales } from '@/api/model'
import { isOfObjects, propertiesOf } from '../lineKinds'
import { Constants } from './Constants'
import { MappingRow } from './MappingRow'
import styles from './MappingTable.module.css'
import type { Mapping, Way } from './profile'
import { isLocalised, useTargets } from './targets'

interface Props {
  way: Way
  model: string
  value: Mapping[]
  onChange: (mappings: Mapping[]) => void
  errors: (name: string) => string | undefined
}

/** The columns of a profile; none: all, by their own names. */
export function ColumnsInput({ way, model, value, onChange, errors }: Props) {
  const { t } = useTranslation('flows')
  const targets = useTargets(model)
  const locales = useLocales()
  const set = (index: number, mapping: Mapping | null) => onChange(value.flatMap((own, at) => (at !== index ? [own] : mapping ? [mapping] : [])))
  const add = () => onChange([...value, { column: '', target: { type: 'property', code: propertiesOf(model)[0] ?? 'id', locale: null }, options: [] }])
  const begin = () => {
    const first = propertiesOf(model)[0] ?? 'id'
    const property: Mapping = { column: first, target: { type: 'property', code: first, locale: null }, options: [] }
    const own = [...targets.attributes.values()].flatMap((attribute): Mapping[] => {
      const target = { type: 'attribute' as const, code: attribute.id }
      if (!isLocalised({ ...target }, targets)) return [{ column: attribute.id, target: { ...target, locale: null }, options: [] }]
      return locales.map(({ id }) => ({ column: `${attribute.id}-${id}`, target: { ...target, locale: id }, options: [] }))
    })
    onChange([property, ...own])
  }
  const columns = value.filter(({ target }) => target.type !== 'constant')
  return (
    <Stack gap="sm">
      {columns.length === 0 ? (
        <Text size="sm" c="var(--soft)">{t('columns.all')}</Text>
      ) : (
        <div className={styles.frame}>
          <Table className={styles.table} horizontalSpacing="sm" verticalSpacing={4} aria-label={t('columns.title')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('mapping.column')}</Table.Th>
                <Table.Th>{t('columns.holds')}</Table.Th>
                <Table.Th>{t('mapping.locale')}</Table.Th>
                <Table.Th>{t('mapping.rules')}</Table.Th>
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {value.map((mapping, index) => mapping.target.type !== 'constant' && (
                <MappingRow
                  key={index} column={mapping.column} mapping={mapping} targets={targets} isWritten={way === 'exports'} onChange={(changed) => set(index, changed)}
                  onRename={(column) => set(index, { ...mapping, column })} onMove={(by) => onChange(moved(value, index, by))} error={errors(`mappings[${index}]`)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      <Group gap="xs">
        <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={add}>{t('columns.add')}</Button>
        {columns.length === 0 && isOfObjects(model) && <Button size="compact-sm" variant="subtle" leftSection={<IconColumns size={14} />} onClick={begin}>{t('columns.begin')}</Button>}
      </Group>
      <Constants mappings={value} targets={targets} onChange={onChange} />
    </Stack>
  )
}

/** The same with one of them before or after its neighbour. */
function moved(mappings: Mapping[], index: number, by: 1 | -1): Mapping[] {
  const [one, other] = [mappings[index], mappings[index + by]]
  if (!one || !other) return mappings
  return mappings.map((own, at) => (at === index ? other : at === index + by ? one : own))
}
