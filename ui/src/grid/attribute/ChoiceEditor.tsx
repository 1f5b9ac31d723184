import { Combobox, Text, useCombobox } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import type { CellEditorProps } from '../types'
import { useValues } from '@/attributes/values'

interface Option {
  key: string
  text: string
  value: unknown
}

/** At most as many are shown; who looks for another types some of it. */
const SHOWN = 100

/** The editor of a list: one value or several of it. */
export function ValuesEditor(attribute: string, isSeveral: boolean) {
  return function ValuesOfAttribute(props: CellEditorProps) {
    const label = useLabel()
    const values = useValues(attribute).data ?? []
    const options = values.map((value) => ({ key: value.code, text: label(value.labels, value.code), value }))
    const chosen = ((props.value as { code: string }[] | undefined) ?? []).map((one) => one.code)
    return <Choice {...props} options={options} chosen={chosen} isSeveral={isSeveral} toValue={(picked) => picked.map((one) => one.value)} />
  }
}

/** Yes, no, or nothing. */
export function BooleanEditor(props: CellEditorProps) {
  const { t } = useTranslation('grid')
  const options = [true, false].map((value) => ({ key: String(value), text: t(value ? 'yes' : 'no'), value }))
  const chosen = props.value === undefined || props.value === null ? [] : [String(props.value)]
  return <Choice {...props} options={options} chosen={chosen} isSeveral={false} toValue={(picked) => picked[0]?.value ?? null} />
}

interface Props extends CellEditorProps {
  options: Option[]
  chosen: string[]
  isSeveral: boolean
  toValue: (picked: Option[]) => unknown
}

function Choice({ typed, label, options, chosen, isSeveral, toValue, onChange, done, cancel }: Props) {
  const { t } = useTranslation('grid')
  const input = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState(typed)
  const [keys, setKeys] = useState(chosen)
  const combobox = useCombobox({ opened: true })
  const folded = query.trim().toLocaleLowerCase()
  const found = options.filter((one) => one.text.toLocaleLowerCase().includes(folded) || one.key.toLowerCase() === folded).slice(0, SHOWN)

  useEffect(() => setQuery(typed), [typed])
  useEffect(() => input.current?.focus(), [])
  useEffect(() => {
    // The list is drawn a frame later than its input.
    const frame = requestAnimationFrame(() => (query === '' && keys.length > 0 ? combobox.selectActiveOption() : combobox.selectFirstOption()))
    return () => cancelAnimationFrame(frame)
  }, [query, options.length])

  const pick = (key: string) => {
    const next = key === '' ? [] : !isSeveral ? [key] : keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key]
    setKeys(next)
    setQuery('')
    const picked = toValue(options.filter((one) => next.includes(one.key)))
    onChange(Array.isArray(picked) && picked.length === 0 ? null : picked)
    if (!isSeveral) done()
  }

  return (
    <Combobox store={combobox} onOptionSubmit={pick} position="bottom-start" width={260} withinPortal>
      <Combobox.Target>
        <input
          ref={input}
          className="vg-query"
          aria-label={label}
          placeholder={options.filter((one) => keys.includes(one.key)).map((one) => one.text).join(', ')}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') cancel()
            if (event.key === 'Enter' && event.ctrlKey) done()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown data-grid-floats>
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label={label}>
          {!isSeveral && keys.length > 0 && query === '' && <Combobox.Option value=""><Text size="sm" c="var(--soft)">{t('nothing')}</Text></Combobox.Option>}
          {found.map((one) => (
            <Combobox.Option key={one.key} value={one.key} active={keys.includes(one.key)}>
              <span className="vg-option">{one.text}{keys.includes(one.key) && <IconCheck size={14} aria-label={t('chosen')} />}</span>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{t('noValue')}</Combobox.Empty>}
        </Combobox.Options>
        {isSeveral && <Combobox.Footer><Text size="xs" c="var(--soft)">{t('severalHint')}</Text></Combobox.Footer>}
      </Combobox.Dropdown>
    </Combobox>
  )
}
