import { NumberInput, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { CodeInput } from '../CodeInput'
import type { PredefinedValue } from '../definition'
import { Editing } from '../Editing'
import { Editor } from '../Editor'
import { LabelsInput } from '../LabelsInput'
import type { Draft } from '../useDraft'
import { MODEL, useIdNamed, useNamed } from '../ways'
import { Usage } from './Usage'

const PATH = '/api/predefined-values'

/** A value of a list, in all languages. */
export function ValueEditor() {
  const attribute = useNamed('attribute')
  const code = useIdNamed('value')
  const back = `${MODEL}/lists/${attribute}`
  const id = code === null ? null : idOf(attribute, code)
  const blank = { id: '', code: '', attribute: { id: attribute }, name: {}, isActive: true } as unknown as PredefinedValue
  return (
    <Editing path={PATH} id={id} blank={blank} back={back} to={(made) => `${back}/${encodeURIComponent(made.split(';code=')[1] ?? '')}`}>
      {(draft) => <Form draft={draft} back={back} />}
    </Editing>
  )
}

function Form({ draft, back }: { draft: Draft<PredefinedValue>; back: string }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { value, original } = draft
  return (
    <Editor draft={draft} path={PATH} back={back} code={value.code} title={original ? label(original.name, original.code) : t('values.new')}>
      <LabelsInput label={t('name')} of="isData" isOpen value={value.name} onChange={(name) => draft.set({ name })} error={draft.error('name')} />
      {!original && <CodeInput draft={coding(draft)} />}
      {original && <NumberInput label={t('values.place')} description={t('values.placeHelp')} value={value.sequence} error={draft.error('sequence')} onChange={(to) => to !== '' && draft.set({ sequence: Number(to) })} />}
      <Switch label={t('isActive')} description={t('values.isActiveHelp')} checked={value.isActive} error={draft.error('isActive')} onChange={(event) => draft.set({ isActive: event.currentTarget.checked })} />
      {original && <Usage value={original} />}
    </Editor>
  )
}

const idOf = (attribute: string, code: string) => `attribute=${attribute};code=${code}`

/** The draft as the input of codes knows it: a value's id is made of its list and its code. */
function coding(draft: Draft<PredefinedValue>): Draft<PredefinedValue> {
  const { value } = draft
  return {
    ...draft,
    value: { ...value, id: value.code },
    set: ({ id, ...others }) => draft.set(id === undefined ? others : { ...others, code: id, id: idOf(value.attribute.id, id) }),
    error: (path) => draft.error(path === 'id' ? 'code' : path) ?? draft.error(path),
  }
}
