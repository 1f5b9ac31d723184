import { ActionIcon, Button, Paper, Select, Stack, Text, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import { useNameLocales, type Rule } from '../definition'
import { operatorsOf, shapeOf } from './operators'
import { OperandInput } from './OperandInput'
import styles from './RulesInput.module.css'

interface Props {
  value: Rule[]
  /** Those that rules may look at. */
  attributes: Attribute[]
  error: (path: string) => string | undefined
  onChange: (value: Rule[]) => void
}

/** What must hold of a document's values, all of it. */
export function RulesInput({ value, attributes, error, onChange }: Props) {
  const { t } = useTranslation('model')
  const set = (at: number, rule: Rule) => onChange(value.map((one, index) => (index === at ? rule : one)))
  const first = attributes.find((one) => one.isFilterable)
  const general = error(`rules`)
  const isPlaced = value.some((_, index) => errorAt(error, index))
  return (
    <Stack gap="xs">
      {value.map((rule, index) => (
        <Line key={index} rule={rule} isFirst={index === 0} attributes={attributes} error={errorAt(error, index)} onChange={(to) => set(index, to)} onRemove={() => onChange(value.filter((_, at) => at !== index))} />
      ))}
      {general && !isPlaced && <Text size="sm" c="var(--bad)" role="alert">{general}</Text>}
      {first && (
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => onChange([...value, { attribute: { id: first.id }, operator: 'exists', value: true }])}>{t('tags.addRule')}</Button>
      )}
    </Stack>
  )
}

const errorAt = (error: Props['error'], index: number) => error(`rules[${index}]`) ?? error(`rules.${index}`)

interface LineProps {
  rule: Rule
  isFirst: boolean
  attributes: Attribute[]
  error?: string
  onChange: (rule: Rule) => void
  onRemove: () => void
}

function Line({ rule, isFirst, attributes, error, onChange, onRemove }: LineProps) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const locales = useNameLocales('isData')
  const attribute = attributes.find((one) => one.id === rule.attribute.id)
  const shape = shapeOf(rule.operator)
  const choose = (id: string) => onChange({ attribute: { id }, operator: 'exists', value: true })
  const compare = (operator: string) => {
    const next = shapeOf(operator)
    const kept = next === shape ? rule.value : next === 'switch' ? true : next === 'one' ? '' : []
    onChange({ ...rule, operator, value: kept })
  }
  return (
    <Paper withBorder p="sm" className={styles.rule}>
      <div className={styles.first}>
        <Select aria-label={t('tags.attribute')} data={attributes.map((one) => ({ value: one.id, label: label(one.name, one.id) }))} value={rule.attribute.id} searchable allowDeselect={false} flex={1} onChange={(id) => id && choose(id)} />
        <Tooltip label={t('tags.removeRule')}>
          <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('tags.removeRule')} onClick={onRemove}><IconX size={16} /></ActionIcon>
        </Tooltip>
      </div>
      {attribute && (
        <div className={styles.second}>
          <Select aria-label={t('tags.operator')} data={operatorsOf(attribute.type).map((one) => ({ value: one, label: t(`operators.${one}`) }))} value={rule.operator} allowDeselect={false} w={150} onChange={(to) => to && compare(to)} />
          {attribute.isLocalizable && (
            <Select aria-label={t('tags.locale')} placeholder={t('tags.anyLocale')} clearable clearButtonProps={{ 'aria-label': t('clear') }} data={locales.map((locale) => ({ value: locale.id, label: locale.name }))} value={rule.locale ?? null} w={170} onChange={(locale) => onChange({ ...rule, locale: locale ?? undefined })} />
          )}
          <OperandInput attribute={attribute} shape={shape} value={rule.value} onChange={(to) => onChange({ ...rule, value: to })} />
        </div>
      )}
      {error && <Text size="sm" c="var(--bad)" role="alert">{error}</Text>}
      {!isFirst && <span className={styles.and}>{t('tags.and')}</span>}
    </Paper>
  )
}
