import { Autocomplete, Select, Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useThe, type DataLocale } from '../definition'
import { Editing } from '../Editing'
import { Editor } from '../Editor'
import type { Draft } from '../useDraft'
import { useIdNamed } from '../ways'
import { nameOf, USUAL } from './usual'

const PATH = '/api/locales'
const BACK = '/settings/languages'
const BLANK: DataLocale = { id: '', name: '', isData: true, isInterface: true, isDefault: false, isActive: true, fallback: null }

/** The properties of a language. */
export function LocaleEditor() {
  return (
    <Editing path={PATH} id={useIdNamed()} blank={BLANK} back={BACK} to={(made) => `${BACK}/${made}`}>
      {(draft) => <Form draft={draft} />}
    </Editing>
  )
}

function Form({ draft }: { draft: Draft<DataLocale> }) {
  const { t, i18n } = useTranslation('model')
  const locales = useThe('locales')
  const { value, original } = draft
  const flag = (key: 'isData' | 'isInterface' | 'isDefault' | 'isActive') => ({
    checked: value[key],
    error: draft.error(key),
    onChange: (event: { currentTarget: HTMLInputElement }) => draft.set({ [key]: event.currentTarget.checked }),
  })
  const others = locales.filter((locale) => locale.id !== value.id && locale.isActive)
  const proposed = USUAL.filter((code) => !locales.some((locale) => locale.id === code))
  return (
    <Editor draft={draft} path={PATH} back={BACK} title={original ? original.name : t('locales.new')}>
      {!original && (
        <Autocomplete
          label={t('code')}
          description={t('locales.codeHelp')}
          placeholder="it_IT"
          required
          data={proposed}
          value={value.id}
          error={draft.error('id')}
          renderOption={({ option }) => `${option.value} — ${nameOf(option.value, i18n.language)}`}
          filter={({ options, search }) => options.filter((option) => 'value' in option && `${option.value} ${nameOf(option.value, i18n.language)}`.toLowerCase().includes(search.toLowerCase()))}
          onChange={(id) => draft.set({ id, name: nameOf(id, id.slice(0, 2)) || value.name })}
        />
      )}
      <TextInput label={t('name')} value={value.name} error={draft.error('name')} onChange={(event) => draft.set({ name: event.currentTarget.value })} />
      <Select
        label={t('locales.fallback')}
        description={t('locales.fallbackHelp')}
        data={others.map((locale) => ({ value: locale.id, label: locale.name }))}
        value={value.fallback?.id ?? null}
        clearable
        clearButtonProps={{ 'aria-label': t('clear') }}
        placeholder={t('frame:none')}
        error={draft.error('fallback')}
        onChange={(id) => draft.set({ fallback: id ? { id } : null })}
      />
      <Switch label={t('locales.isData')} description={t('locales.isDataHelp')} {...flag('isData')} />
      <Switch label={t('locales.isInterface')} description={t('locales.isInterfaceHelp')} {...flag('isInterface')} />
      <Switch label={t('locales.isDefault')} description={t('locales.isDefaultHelp')} {...flag('isDefault')} />
      <Switch label={t('isActive')} description={t('locales.isActiveHelp')} {...flag('isActive')} />
    </Editor>
  )
}
