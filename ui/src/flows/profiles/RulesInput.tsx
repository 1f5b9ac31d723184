import { ActionIcon, Button, Group, Menu, Popover, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconPlus, IconWand, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { ChangeInput } from './ChangeInput'
import type { Option } from './profile'
import { begun, CHANGES, isChange, questionsOf, type Change } from './rules'

interface Props {
  column: string
  attribute: Attribute | undefined
  value: Option[]
  isFixed?: boolean
  /** The file is written, not read. */
  isWritten?: boolean
  onChange: (options: Option[]) => void
}

/** How the cells of a column are changed on their way, in order, and what its numbers are. */
export function RulesInput({ column, attribute, value, isFixed, isWritten, onChange }: Props) {
  const { t } = useTranslation('flows')
  const changes = value.filter(isChange)
  const set = (name: string, said: unknown) => onChange([...value.filter((one) => one.name !== name), ...(said ? [{ name, value: said }] : [])])
  const said = (name: string) => String(value.find((one) => one.name === name)?.value ?? '')
  const replace = (index: number, option: Option | null) => {
    const next = changes.map((own, at) => (at === index ? option : own)).filter((own) => own !== null)
    onChange([...value.filter((own) => !isChange(own)), ...next])
  }
  const questions = questionsOf(attribute)
  const isUnclear = questions.includes('currency') && !said('currency') && currenciesOf(attribute).length > 1 && !isWritten
  const words = [...questions.map(said).filter(Boolean), ...changes.map(({ name }) => t(`rules.${name}`))]
  const shown = isUnclear ? t('rules.which') : words.length ? words.join(', ') : t('rules.none')
  return (
    <Popover width={360} position="bottom-end" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Button
          size="compact-sm" variant="subtle" color={words.length || isUnclear ? undefined : 'gray'} disabled={isFixed} fw={450}
          leftSection={isUnclear ? <IconAlertTriangle size={14} /> : <IconWand size={14} />} aria-label={`${shown} – ${t('rules.of', { column })}`}
        >
          {shown}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {questions.includes('currency') && (
            <Select size="xs" label={t('rules.currency')} description={t('rules.currencyHelp')} searchable clearable data={currenciesOf(attribute)} value={said('currency') || null} onChange={(code) => set('currency', code)} />
          )}
          {questions.includes('unit') && (
            <TextInput size="xs" label={t('rules.unit')} description={t('rules.unitHelp')} value={said('unit')} onChange={(event) => set('unit', event.currentTarget.value)} />
          )}
          {changes.length === 0 && <Text size="sm" c="var(--soft)">{t('rules.empty')}</Text>}
          {changes.map((change, index) => (
            <Group key={index} gap={6} align="flex-start" wrap="nowrap">
              <ChangeInput change={change} onChange={(option) => replace(index, option)} />
              <ActionIcon variant="subtle" color="gray" aria-label={t('rules.remove', { rule: t(`rules.${change.name}`) })} onClick={() => replace(index, null)}><IconX size={14} /></ActionIcon>
            </Group>
          ))}
          <AddChange onAdd={(name) => onChange([...value, begun(name)])} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function AddChange({ onAdd }: { onAdd: (name: Change) => void }) {
  const { t } = useTranslation('flows')
  return (
    <Menu position="bottom-start" withinPortal={false}>
      <Menu.Target>
        <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} style={{ alignSelf: 'flex-start' }}>{t('rules.add')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(CHANGES) as Change[]).map((name) => <Menu.Item key={name} onClick={() => onAdd(name)}>{t(`rules.${name}`)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}

function currenciesOf(attribute: Attribute | undefined): string[] {
  const own = attribute?.constraints.currencies
  return Array.isArray(own) && own.length ? (own as string[]) : Intl.supportedValuesOf('currency')
}
