import { Divider, Switch, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { AttributePicks } from '../AttributePicks'
import { CodeInput } from '../CodeInput'
import { useThe, type AttributeSet } from '../definition'
import { Editing } from '../Editing'
import { Editor } from '../Editor'
import { LabelsInput } from '../LabelsInput'
import { TypeOfInput } from '../TypeOfInput'
import type { Draft } from '../useDraft'
import { useIdNamed } from '../ways'

const PATH = '/api/attributes-sets'
const BACK = '/settings/model/sets'
const BLANK = { id: '', name: {}, documentType: null, attributes: [], variantAttributes: [], isDefault: false } as unknown as AttributeSet

/** Which attributes documents with a set show, and which their variants do. */
export function SetEditor() {
  return (
    <Editing path={PATH} id={useIdNamed()} blank={BLANK} back={BACK} to={(made) => `${BACK}/${made}`}>
      {(draft) => <Form draft={draft} />}
    </Editing>
  )
}

function Form({ draft }: { draft: Draft<AttributeSet> }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { value, original } = draft
  const attributes = useThe('attributes').filter(
    (one) => one.documentType?.id === value.documentType?.id && (one.objectType === 'document' || one.objectType === 'variant'),
  )
  const ids = (refs: { id: string }[]) => refs.map((ref) => ref.id)
  const refs = (picked: string[]) => picked.sort().map((id) => ({ id }))
  return (
    <Editor draft={draft} path={PATH} back={BACK} title={original ? label(original.name, original.id) : t('sets.new')}>
      <LabelsInput label={t('name')} value={value.name} onChange={(name) => draft.set({ name })} error={draft.error('name')} />
      {!original && <CodeInput draft={draft} />}
      <TypeOfInput draft={draft} />
      <Switch label={t('sets.isDefault')} description={t('sets.isDefaultHelp')} checked={value.isDefault} error={draft.error('isDefault')} onChange={(event) => draft.set({ isDefault: event.currentTarget.checked })} />
      <Divider label={t('sets.attributes')} labelPosition="left" />
      <Text size="sm" c="var(--soft)">{t('sets.attributesHelp')}</Text>
      {draft.error('attributes') && <Text size="sm" c="var(--bad)">{draft.error('attributes')}</Text>}
      <AttributePicks
        attributes={attributes}
        columns={[
          { label: t('sets.documents'), picked: ids(value.attributes), onChange: (picked) => draft.set({ attributes: refs(picked) }), allows: (one) => one.objectType === 'document' },
          { label: t('sets.variants'), picked: ids(value.variantAttributes), onChange: (picked) => draft.set({ variantAttributes: refs(picked) }), allows: (one) => one.objectType === 'variant' || one.isInherited, implies: (one) => value.attributes.some(({ id }) => id === one.id) },
        ]}
      />
    </Editor>
  )
}
