import { Combobox, useCombobox } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field } from './fields'
import styles from './FilterBar.module.css'

interface Props {
  fields: Map<string, Field>
  onPick: (field: Field) => void
  children: ReactElement<{ onClick?: () => void }>
}

/** Names what is to be filtered by: a few letters of it are enough. */
export function FieldPicker({ fields, onPick, children }: Props) {
  const { t } = useTranslation('documents')
  const [query, setQuery] = useState('')
  const combobox = useCombobox({
    onDropdownOpen: () => { setQuery(''); combobox.focusSearchInput() },
    onDropdownClose: () => combobox.resetSelectedOption(),
  })
  const folded = query.trim().toLocaleLowerCase()
  const found = [...fields.values()].filter((field) => field.title.toLocaleLowerCase().includes(folded) || field.key.includes(folded))
  const part = (isAttribute: boolean) => found.filter((field) => field.isAttribute === isAttribute).map((field) => (
    <Combobox.Option key={field.key} value={field.key}>{field.title}</Combobox.Option>
  ))
  return (
    <Combobox
      store={combobox}
      width={280}
      position="bottom-start"
      onOptionSubmit={(key) => { combobox.closeDropdown(); onPick(fields.get(key)!) }}
    >
      <Combobox.Target targetType="button">
        <span onClick={() => combobox.toggleDropdown()}>{children}</span>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={query}
          onChange={(event) => { setQuery(event.currentTarget.value); combobox.selectFirstOption() }}
          placeholder={t('filter.find')}
          aria-label={t('filter.find')}
        />
        <Combobox.Options className={styles.fields} aria-label={t('filter.add')}>
          <Combobox.Group label={t('filter.document')}>{part(false)}</Combobox.Group>
          <Combobox.Group label={t('filter.attributes')}>{part(true)}</Combobox.Group>
          {found.length === 0 && <Combobox.Empty>{t('filter.noField')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
