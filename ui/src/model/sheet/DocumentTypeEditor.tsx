import { Select, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DocumentType } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import { CodeInput } from '../CodeInput'
import { useThe } from '../definition'
import { Editing } from '../Editing'
import { Editor } from '../Editor'
import { LabelsInput } from '../LabelsInput'
import type { Draft } from '../useDraft'
import { MODEL, useNamed } from '../ways'
import { sheetOf } from './sheet'

const PATH = '/api/document-types'
const BLANK = { id: '', name: {}, description: {}, isActive: true, hasVariants: false, titleAttribute: null } as unknown as DocumentType

/** The properties of the document type whose attributes are shown. */
export function DocumentTypeEditor() {
  const name = useNamed('sheet')
  return <TypeForm id={sheetOf(name).documentType ?? ''} back={`${MODEL}/${name}`} />
}

/** A document type; null: a new one. */
export function TypeForm({ id, back }: { id: string | null; back: string }) {
  return (
    <Editing path={PATH} id={id} blank={BLANK} back={back} to={(made) => `${MODEL}/document.${made}`}>
      {(draft) => <Form draft={draft} back={back} />}
    </Editing>
  )
}

function Form({ draft, back }: { draft: Draft<DocumentType>; back: string }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { value, original } = draft
  const titles = useThe('attributes').filter(
    (one) => one.objectType === 'document' && one.documentType?.id === original?.id && one.type === 'text',
  )
  return (
    <Editor draft={draft} path={PATH} back={back} title={original ? label(original.name, original.id) : t('type.new')}>
      <LabelsInput label={t('name')} required value={value.name} onChange={(name) => draft.set({ name })} error={draft.error('name')} />
      {!original && <CodeInput draft={draft} />}
      <LabelsInput label={t('description')} isLong value={value.description} onChange={(description) => draft.set({ description })} error={draft.error('description')} />
      {original && (
        <Select
          label={t('type.title')}
          description={t('type.titleHelp')}
          data={titles.map((one) => ({ value: one.id, label: label(one.name, one.id) }))}
          value={value.titleAttribute?.id ?? null}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('clear') }}
          nothingFoundMessage={t('nothing')}
          error={draft.error('titleAttribute')}
          onChange={(id) => draft.set({ titleAttribute: id ? { id } : null })}
        />
      )}
      <Switch label={t('type.hasVariants')} description={t('type.hasVariantsHelp')} checked={value.hasVariants} error={draft.error('hasVariants')} onChange={(event) => draft.set({ hasVariants: event.currentTarget.checked })} />
      <Switch label={t('isActive')} description={t('type.isActiveHelp')} checked={value.isActive} error={draft.error('isActive')} onChange={(event) => draft.set({ isActive: event.currentTarget.checked })} />
    </Editor>
  )
}
