import { Alert, Divider, Switch, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { CodeInput } from '../CodeInput'
import { ColourInput } from '../ColourInput'
import { useThe, type Tag } from '../definition'
import { Editing } from '../Editing'
import { Editor } from '../Editor'
import { LabelsInput } from '../LabelsInput'
import { TypeOfInput } from '../TypeOfInput'
import type { Draft } from '../useDraft'
import { useIdNamed } from '../ways'
import { RulesInput } from './RulesInput'

const PATH = '/api/tags'
const BACK = '/settings/model/tags'
const BLANK = { id: '', name: {}, description: null, documentType: null, color: '#2563EB', isDefault: false, rules: [] } as unknown as Tag

/** A tag, and the rules by which documents have it. */
export function TagEditor() {
  return (
    <Editing path={PATH} id={useIdNamed()} blank={BLANK} back={BACK} to={(made) => `${BACK}/${made}`}>
      {(draft) => <Form draft={draft} />}
    </Editing>
  )
}

function Form({ draft }: { draft: Draft<Tag> }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { value, original } = draft
  const attributes = useThe('attributes').filter((one) => one.objectType === 'document' && one.documentType?.id === value.documentType?.id)
  const becomesRuled = original !== null && original.rules.length === 0 && value.rules.length > 0
  return (
    <Editor draft={draft} path={PATH} back={BACK} title={original ? label(original.name, original.id) : t('tags.new')}>
      <LabelsInput label={t('name')} required value={value.name} onChange={(name) => draft.set({ name })} error={draft.error('name')} />
      {!original && <CodeInput draft={draft} />}
      <TypeOfInput draft={draft} />
      <ColourInput value={value.color} error={draft.error('color')} onChange={(color) => draft.set({ color })} />
      <TextInput label={t('description')} value={value.description ?? ''} error={draft.error('description')} onChange={(event) => draft.set({ description: event.currentTarget.value || null })} />
      <Divider label={t('tags.rules')} labelPosition="left" />
      <Text size="sm" c="var(--soft)">{t('tags.rulesHelp')}</Text>
      {becomesRuled && <Alert color="yellow">{t('tags.becomesRuled')}</Alert>}
      <RulesInput value={value.rules} attributes={attributes} error={draft.error} onChange={(rules) => draft.set({ rules, ...(rules.length && { isDefault: false }) })} />
      {value.rules.length === 0 && (
        <Switch label={t('tags.isDefault')} description={t('tags.isDefaultHelp')} checked={value.isDefault} error={draft.error('isDefault')} onChange={(event) => draft.set({ isDefault: event.currentTarget.checked })} />
      )}
    </Editor>
  )
}
