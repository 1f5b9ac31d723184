import { Loader, Popover, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconCheck, IconSearch } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import styles from './ValuePicker.module.css'
import { NewValue } from './NewValue'
import { matching, useValues, type Listed } from './values'

interface Props {
  attribute: string
  /** The name of what is chosen for. */
  name: string
  /** The codes that are chosen. */
  chosen: readonly string[]
  onPick: (value: Listed) => void
  isOpen: boolean
  onClose: () => void
  /** What opens it. */
  children: ReactNode
}

/** A list of values to choose from, be it of 50,000: drawn as far as it is seen. */
export function ValuePicker({ isOpen, onClose, children, ...props }: Props) {
  return (
    <Popover opened={isOpen} onChange={(open) => open || onClose()} width="target" position="bottom-start" shadow="md" trapFocus returnFocus withRoles={false} transitionProps={{ duration: 80 }}>
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown p={4} miw={260} role="dialog" aria-label={props.name}>
        <Choices {...props} onClose={onClose} />
      </Popover.Dropdown>
    </Popover>
  )
}

const ROW = 32

function Choices({ attribute, name, chosen, onPick, onClose }: Omit<Props, 'isOpen' | 'children'>) {
  const { t, i18n } = useTranslation('product')
  const label = useLabel()
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const [asked] = useDebouncedValue(search, 200)
  const { data, isPending } = useValues(attribute)
  const values = useMemo(() => matching(data ?? [], ({ labels }) => labels, asked), [data, asked])
  const box = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({ count: values.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 8 })
  const shown = rows.getVirtualItems()
  useEffect(() => setActive(0), [asked])
  const id = useId()
  const go = (to: number) => {
    const next = Math.max(0, Math.min(values.length - 1, to))
    setActive(next)
    rows.scrollToIndex(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    const value = values[active]
    if (step) go(active + step)
    else if (event.key === 'Enter' && value) onPick(value)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <TextInput
        data-autofocus
        size="sm"
        role="combobox"
        data-mantine-stop-propagation
        aria-label={t('value.searchIn', { name })}
        aria-expanded
        aria-controls={id}
        aria-activedescendant={values[active] && `${id}-${active}`}
        placeholder={t('value.search')}
        leftSection={<IconSearch size={15} stroke={1.6} />}
        rightSection={isPending ? <Loader size={14} /> : null}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div ref={box} id={id} role="listbox" aria-label={name} aria-multiselectable={chosen.length > 1 || undefined} tabIndex={-1} className={styles.box}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
          {shown.map((row) => {
            const value = values[row.index]!
            const isChosen = chosen.includes(value.code)
            return (
              <div key={value.code} id={`${id}-${row.index}`} role="option" aria-selected={isChosen} data-active={row.index === active || undefined}
                className={styles.option} style={{ height: ROW, transform: `translateY(${row.start}px)` }}
                onMouseEnter={() => setActive(row.index)} onClick={() => onPick(value)}>
                <span className={styles.name}>{label(value.labels, value.code)}</span>
                <span className={styles.code}>{value.code}</span>
                {isChosen && <IconCheck size={15} aria-hidden />}
              </div>
            )
          })}
        </div>
        {!isPending && values.length === 0 && <Text size="sm" c="var(--soft)" p="xs">{t('value.nothing')}</Text>}
      </div>
      {data && asked && values.length === 0 && <NewValue attribute={attribute} text={asked.trim()} onMade={onPick} />}
      {values.length > 8 && (
        <Text size="xs" c="var(--soft)" px="xs" pt={4} aria-live="polite">{t('value.count', { count: values.length, total: values.length.toLocaleString(i18n.language) })}</Text>
      )}
    </>
  )
}
