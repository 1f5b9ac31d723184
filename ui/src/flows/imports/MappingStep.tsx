import { Alert, Button, Group, Select, Stack, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAdjustments, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Constants } from '../profiles/Constants'
import { LinesInput } from '../profiles/LinesInput'
import { MappingRow } from '../profiles/MappingRow'
import styles from '../profiles/MappingTable.module.css'
import type { Mapping } from '../profiles/profile'
import { useTargets } from '../profiles/targets'
import { neededOf, useKindLabel, useLineKinds } from '../lineKinds'
import type { ImportDraft } from './draft'
import { SaveProfile } from './SaveProfile'

interface Props {
  draft: ImportDraft
  isFixed: boolean
}

const SAMPLES = 3

/** What the lines are, and what each column becomes. */
export function MappingStep({ draft, isFixed }: Props) {
  const { t } = useTranslation('flows')
  const kinds = useLineKinds()
  const [isOpen, { toggle }] = useDisclosure(false)
  if (!draft.preview) return null
  if (draft.isWhole) return <Sheets draft={draft} />
  const model = draft.profile?.model || null
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm" justify="space-between">
        <Select
          label={t('mapping.model')} w={300} searchable allowDeselect={false} disabled={isFixed} data={kinds} placeholder={t('mapping.choose')}
          value={model} onChange={(chosen) => chosen && draft.say({ model: chosen })}
        />
        <Group gap="xs">
          <Button variant="default" leftSection={<IconAdjustments size={16} />} onClick={toggle} aria-expanded={isOpen}>{t('mapping.options')}</Button>
          {draft.profile && model && <SaveProfile profile={draft.profile} />}
        </Group>
      </Group>
      {isOpen && draft.profile && <LinesInput value={draft.profile} onChange={draft.rule} isFixed={isFixed} />}
      {!model && <Alert color="yellow" icon={<IconInfoCircle size={18} />}>{t('mapping.unknown')}</Alert>}
      {model && <Columns draft={draft} model={model} isFixed={isFixed} />}
    </Stack>
  )
}

/** Each column of the file, in its order. */
function Columns({ draft, model, isFixed }: Props & { model: string }) {
  const { t } = useTranslation('flows')
  const targets = useTargets(model)
  const { header = [], rows = [] } = draft.preview ?? {}
  const mappings = draft.profile?.mappings ?? []
  const replace = (column: string, mapping: Mapping | null) => {
    const order = (own: Mapping) => (own.target.type === 'constant' ? header.length : header.indexOf(own.column))
    const next = [...mappings.filter((own) => own.target.type === 'constant' || own.column !== column), ...(mapping ? [mapping] : [])]
    draft.map(next.sort((a, b) => order(a) - order(b)))
  }
  const of = (column: string) => mappings.find((own) => own.column === column && own.target.type !== 'constant') ?? null
  const samples = (index: number) => [...new Set(rows.map((row) => row[index] ?? '').filter(Boolean))].slice(0, SAMPLES)
  const left = header.filter((column) => !of(column)).length
  return (
    <>
      <Lacking mappings={mappings} model={model} />
      <div className={styles.frame}>
        <Table className={styles.table} horizontalSpacing="sm" verticalSpacing={4} aria-label={t('step.mapping')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('mapping.column')}</Table.Th>
              <Table.Th className={styles.samples}>{t('mapping.samples')}</Table.Th>
              <Table.Th>{t('mapping.target')}</Table.Th>
              <Table.Th>{t('mapping.locale')}</Table.Th>
              <Table.Th>{t('mapping.rules')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {header.map((column, index) => (
              <MappingRow
                key={`${column}${index}`} column={column} samples={samples(index)} mapping={of(column)} targets={targets} isFixed={isFixed}
                error={isTwice(of(column), mappings) ? t('mapping.twice') : undefined} onChange={(mapping) => replace(column, mapping)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Text size="sm" c="var(--soft)">{left > 0 ? t('mapping.left', { count: left }) : t('mapping.allMapped')}</Text>
      <Constants mappings={mappings} targets={targets} isFixed={isFixed} onChange={draft.map} />
    </>
  )
}

const keyOf = ({ target, options }: Mapping) => JSON.stringify([target, options.filter(({ name }) => name === 'currency' || name === 'part')])

const isTwice = (mapping: Mapping | null, all: Mapping[]) => !!mapping && all.filter((own) => keyOf(own) === keyOf(mapping)).length > 1

/** Says which column is wanting, without which no line is about anything. */
function Lacking({ mappings, model }: { mappings: Mapping[]; model: string }) {
  const { t } = useTranslation('flows')
  const lacking = neededOf(model).filter((code) => !mappings.some((own) => own.target.code === code))
  if (lacking.length === 0) return null
  const names = lacking.map((code) => t(`property.${code}`, { defaultValue: code })).join(', ')
  return <Alert color="yellow" icon={<IconAlertTriangle size={18} />} py={8}>{t('mapping.lacking', { names })}</Alert>
}

/** Where all sheets are taken, what each is. */
function Sheets({ draft }: { draft: ImportDraft }) {
  const { t } = useTranslation('flows')
  const kind = useKindLabel()
  return (
    <Stack gap="xs">
      <Text size="sm">{t('mapping.sheets')}</Text>
      {draft.preview?.sheets.map(({ name, model }) => (
        <Group key={name} gap="xs">
          <Text fw={550}>{name}</Text>
          <Text c="var(--soft)">{model ? kind(model) : t('mapping.sheetUnknown')}</Text>
        </Group>
      ))}
    </Stack>
  )
}
