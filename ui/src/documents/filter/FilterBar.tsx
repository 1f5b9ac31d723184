import { Button, SegmentedControl } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Definitions } from '../useDefinitions'
import { isCondition, isGroup, isWhole, read, written, type Condition, type Group, type Item } from './conditions'
import { ConditionChip } from './ConditionChip'
import { FieldPicker } from './FieldPicker'
import { useFields, type Field } from './fields'
import styles from './FilterBar.module.css'
import type { FilterJson } from './json'
import { useDataLocale } from '@/layout/DataLocale'

interface Props {
  filter: FilterJson
  definitions: Definitions
  onChange: (filter: FilterJson) => void
}

/** A place in a filter: of a chip, or of a chip in a group of chips. */
type Path = [number] | [number, number]

/** What a list is filtered by, as chips; what is still being made isn't asked. */
export function FilterBar({ filter, definitions, onChange }: Props) {
  const { t } = useTranslation('documents')
  const fields = useFields(definitions)
  const { locale } = useDataLocale()
  const [draft, setDraft] = useState<Group | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  const group = draft ?? read(filter)

  const take = (next: Group, nowOpen: string | null = open) => {
    setOpen(nowOpen)
    setDraft(nowOpen === null ? null : next)
    onChange(written(next))
  }
  const close = () => {
    if (draft) onChange(written(draft))
    setDraft(null)
    setOpen(null)
  }
  const begin = (field: Field): Condition => ({
    field: field.key,
    op: field.ops[0]!,
    part: field.languages === 'one' ? locale : undefined,
    ...(field.key === 'isActive' && { value: true }),
    ...(field.kind === 'percent' && { value: 100 }),
  })
  const add = (field: Field) => {
    const next = { ...group, items: [...group.items, begin(field)] }
    take(next, String(next.items.length - 1))
  }
  const alternative = ([at]: Path, field: Field) => {
    const item = group.items[at]!
    const inner: Group = isGroup(item) ? item : { isAny: !group.isAny, items: [item] }
    const more = { ...inner, items: [...inner.items, begin(field)] }
    take(replaced(group, [at], more), `${at}.${more.items.length - 1}`)
  }

  const chip = (item: Item, path: Path) => {
    const key = path.join('.')
    const condition = isCondition(item) ? item : undefined
    const field = condition && fields.get(condition.field)
    return (
      <ConditionChip
        key={key}
        condition={condition}
        field={field}
        isOpen={open === key}
        alternative={t(group.isAny ? 'filter.and' : 'filter.or')}
        onOpen={() => { setDraft(group); setOpen(key) }}
        onClose={close}
        onChange={(next) => { const all = replaced(group, path, next); setDraft(all); if (isWhole(next) && !isTyped(next)) onChange(written(all)) }}
        onAlternative={field && (() => alternative(path, field))}
        onRemove={() => take(replaced(group, path, null), null)}
      />
    )
  }

  return (
    <div className={styles.chips}>
      {group.items.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={t('filter.joined')}
          data={[{ value: 'all', label: t('filter.all') }, { value: 'any', label: t('filter.any') }]}
          value={group.isAny ? 'any' : 'all'}
          onChange={(value) => take({ ...group, isAny: value === 'any' })}
        />
      )}
      {group.items.map((item, at) => isGroup(item)
        ? <span key={at} className={styles.group} role="group" aria-label={t(item.isAny ? 'filter.any' : 'filter.all')}>
            {item.items.map((one, inner) => [
              inner > 0 && <span key={`${inner}-word`} className={styles.word}>{t(item.isAny ? 'filter.orWord' : 'filter.andWord')}</span>,
              chip(one, [at, inner]),
            ])}
          </span>
        : chip(item, [at]))}
      <FieldPicker fields={fields} onPick={add}>
        <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconPlus size={14} />}>{t('filter.add')}</Button>
      </FieldPicker>
      {group.items.length > 1 && <Button size="compact-sm" variant="subtle" onClick={() => take({ isAny: false, items: [] }, null)}>{t('filter.clear')}</Button>}
    </div>
  )
}

/** What is typed letter by letter is asked when it is done, what is chosen at once. */
const isTyped = ({ op, value, field }: Condition) => field === 'id' || op === 'between' || typeof value === 'string' || typeof value === 'number'

/** A filter with something else at a place, or nothing. */
function replaced(group: Group, [at, inner]: Path, by: Item | null): Group {
  const items = group.items.flatMap((item, index): Item[] => {
    if (index !== at) return [item]
    if (inner === undefined || !isGroup(item)) return by ? [by] : []
    const rest = replaced(item, [inner], by)
    return rest.items.length > 1 ? [rest] : rest.items
  })
  return { ...group, items }
}
