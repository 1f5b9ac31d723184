import { ActionIcon, Group, MultiSelect, SegmentedControl, Select, Switch, TextInput, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { TYPED } from '@/grid/attribute/parsing'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import { ClassificationInput } from '../filter/ClassificationInput'
import type { Definitions } from '../useDefinitions'
import styles from './OperationInput.module.css'
import { blank, type Op, type Operation } from './operations'
import { ValueOfAttribute } from './ValueOfAttribute'

interface Props {
  operation: Operation
  definitions: Definitions
  onChange: (operation: Operation) => void
  onRemove: (() => void) | undefined
}

const ATTRIBUTE_OPS: readonly Op[] = ['set', 'clear', 'append', 'remove', 'replace']
const TEXTS = ['text', 'multiline', 'html', 'url', 'email']

/** One operation: its verb, and what the verb needs. */
export function OperationInput({ operation, definitions, onChange, onRemove }: Props) {
  const { t } = useTranslation('documents')
  const ops: Op[] = [
    ...ATTRIBUTE_OPS, 'classify',
    ...(definitions.workflows.length > 0 ? ['transition' as const] : []),
    ...(definitions.tags.some((tag) => tag.rules.length === 0) ? ['tags' as const] : []),
    ...(definitions.sets.length > 0 ? ['attributeSet' as const] : []),
    'active',
  ]
  return (
    <div className={styles.line}>
      <Select
        aria-label={t('bulk.operation')}
        w={190}
        data={ops.map((op) => ({ value: op, label: t(`bulk.ops.${op}` as 'bulk.ops.set') }))}
        value={operation.op}
        onChange={(op) => op && onChange({ ...blank(op as Op), ...('attribute' in operation && ATTRIBUTE_OPS.includes(op as Op) && { attribute: operation.attribute, locale: operation.locale }) } as Operation)}
        allowDeselect={false}
      />
      <Needs operation={operation} definitions={definitions} onChange={onChange} />
      {onRemove && (
        <Tooltip label={t('bulk.removeOperation')}>
          <ActionIcon variant="subtle" color="gray" mt={4} aria-label={t('bulk.removeOperation')} onClick={onRemove}><IconX size={16} /></ActionIcon>
        </Tooltip>
      )}
    </div>
  )
}

function Needs({ operation, definitions, onChange }: Omit<Props, 'onRemove'>) {
  const { t } = useTranslation('documents')
  const label = useLabel()
  const named = (things: { id: string; name: Record<string, string> }[]) => things.map((one) => ({ value: one.id, label: label(one.name, one.id) }))
  switch (operation.op) {
    case 'classify':
      return (
        <>
          <div className={styles.grow}><ClassificationInput label={t('bulk.add')} value={operation.add} onChange={(add) => onChange({ ...operation, add })} isFocused /></div>
          <div className={styles.grow}><ClassificationInput label={t('bulk.takeAway')} value={operation.remove} onChange={(remove) => onChange({ ...operation, remove })} /></div>
        </>
      )
    case 'tags': {
      const byHand = named(definitions.tags.filter((tag) => tag.rules.length === 0))
      return (
        <>
          <MultiSelect className={styles.grow} label={t('bulk.add')} data={byHand} value={operation.add} onChange={(add) => onChange({ ...operation, add })} />
          <MultiSelect className={styles.grow} label={t('bulk.takeAway')} data={byHand} value={operation.remove} onChange={(remove) => onChange({ ...operation, remove })} />
        </>
      )
    }
    case 'transition': {
      const steps = definitions.workflows.map((workflow) => ({
        group: label(workflow.name, workflow.id),
        items: Object.values(workflow.nodes).map((node) => ({ value: `${workflow.id} ${node.id}`, label: label(node.name, node.id) })),
      }))
      return (
        <Select
          className={styles.grow}
          aria-label={t('bulk.step')}
          data={steps}
          value={operation.node ? `${operation.workflow} ${operation.node}` : null}
          onChange={(value) => { const [workflow = '', node = ''] = (value ?? '').split(' '); onChange({ ...operation, workflow, node }) }}
        />
      )
    }
    case 'attributeSet':
      return <Select className={styles.grow} aria-label={t('columns.attributeSet')} placeholder={t('allAttributes')} data={named(definitions.sets)} value={operation.id} onChange={(id) => onChange({ ...operation, id })} clearable />
    case 'active':
      return <SegmentedControl data={[{ value: 'true', label: t('active') }, { value: 'false', label: t('inactive') }]} value={String(operation.value)} onChange={(value) => onChange({ ...operation, value: value === 'true' })} />
    case 'duplicate': case 'delete': return null
    default: return <OfAttribute operation={operation} definitions={definitions} onChange={onChange} />
  }
}

type OfAttributeOperation = Extract<Operation, { attribute: string }>

function OfAttribute({ operation, definitions, onChange }: { operation: OfAttributeOperation; definitions: Definitions; onChange: (operation: Operation) => void }) {
  const { t } = useTranslation('documents')
  const label = useLabel()
  const { locale, locales } = useDataLocale()
  const fitting = definitions.attributes.filter(({ type, isReadOnly }) => {
    if (isReadOnly) return false
    if (operation.op === 'replace') return TEXTS.includes(type)
    if (operation.op === 'append') return type === 'multiselect' || TEXTS.includes(type)
    if (operation.op === 'remove') return type === 'multiselect'
    return operation.op === 'clear' || TYPED.has(type) || type === 'html'
  })
  const attribute = fitting.find((one) => one.id === operation.attribute)
  const pick = (id: string | null) => {
    const isLocalised = fitting.find((one) => one.id === id)?.isLocalizable
    onChange({ ...operation, attribute: id ?? '', locale: isLocalised ? operation.locale ?? locale : undefined, ...('value' in operation && { value: null }) } as Operation)
  }
  return (
    <>
      <Select className={styles.grow} aria-label={t('bulk.attribute')} placeholder={t('bulk.attribute')} data={fitting.map((one) => ({ value: one.id, label: label(one.name, one.id) }))} value={attribute ? attribute.id : null} onChange={pick} searchable data-autofocus />
      {attribute?.isLocalizable && <Select w={96} aria-label={t('filter.language')} data={locales} value={operation.locale ?? locale} onChange={(next) => next && onChange({ ...operation, locale: next })} allowDeselect={false} />}
      {attribute && 'value' in operation && (
        <div className={styles.grow}>
          <ValueOfAttribute key={attribute.id} attribute={attribute} value={operation.value} onChange={(value) => onChange({ ...operation, value })} />
        </div>
      )}
      {operation.op === 'replace' && (
        <Group className={styles.grow} gap="xs" wrap="nowrap">
          <TextInput flex={1} aria-label={t('bulk.find')} placeholder={t('bulk.find')} value={operation.find} onChange={(event) => onChange({ ...operation, find: event.currentTarget.value })} />
          <TextInput flex={1} aria-label={t('bulk.with')} placeholder={t('bulk.with')} value={operation.with} onChange={(event) => onChange({ ...operation, with: event.currentTarget.value })} />
          <Switch size="xs" label={t('bulk.matchCase')} checked={operation.matchCase} onChange={(event) => onChange({ ...operation, matchCase: event.currentTarget.checked })} />
        </Group>
      )}
    </>
  )
}
