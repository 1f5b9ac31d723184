import { Divider, MultiSelect, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { AttributePicks } from '../AttributePicks'
import { CodeInput } from '../CodeInput'
import { ColourInput } from '../ColourInput'
import { useThe, type CompletenessSetting } from '../definition'
import { Editing } from '../Editing'
import { Editor } from '../Editor'
import { LabelsInput } from '../LabelsInput'
import { TypeOfInput } from '../TypeOfInput'
import type { Draft } from '../useDraft'
import { useIdNamed } from '../ways'
import { Reached } from './Reached'

const PATH = '/api/completeness-settings'
const BACK = '/settings/completeness'
const BLANK = { id: '', name: {}, color: '#2563EB', documentType: null, attributes: [], linkTypes: [] } as unknown as CompletenessSetting

/** What a complete document has. */
export function CompletenessEditor() {
  return (
    <Editing path={PATH} id={useIdNamed()} blank={BLANK} back={BACK} to={(made) => `${BACK}/${made}`}>
      {(draft) => <Form draft={draft} />}
    </Editing>
  )
}

function Form({ draft }: { draft: Draft<CompletenessSetting> }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { value, original } = draft
  const attributes = useThe('attributes').filter((one) => one.objectType === 'document' && one.documentType?.id === value.documentType?.id)
  const linkTypes = useThe('link-types').filter((one) => one.originType === 'document')
  return (
    <Editor draft={draft} path={PATH} back={BACK} title={original ? label(original.name, original.id) : t('completeness.new')}>
      {original && <Reached setting={original} />}
      <LabelsInput label={t('name')} required value={value.name} onChange={(name) => draft.set({ name })} error={draft.error('name')} />
      {!original && <CodeInput draft={draft} />}
      <TypeOfInput draft={draft} />
      <ColourInput value={value.color} error={draft.error('color')} onChange={(color) => draft.set({ color })} />
      <MultiSelect
        label={t('completeness.linkTypes')}
        description={t('completeness.linkTypesHelp')}
        data={linkTypes.map((one) => ({ value: one.id, label: label(one.name, one.id) }))}
        value={value.linkTypes.map((one) => one.id)}
        error={draft.error('linkTypes')}
        onChange={(ids) => draft.set({ linkTypes: ids.map((id) => ({ id })) })}
      />
      <Divider label={t('completeness.attributes')} labelPosition="left" />
      {draft.error('attributes') && <Text size="sm" c="var(--bad)">{draft.error('attributes')}</Text>}
      <AttributePicks
        attributes={attributes}
        columns={[{ label: t('completeness.counted'), picked: value.attributes.map((one) => one.id), allows: () => true, onChange: (picked) => draft.set({ attributes: picked.sort().map((id) => ({ id })) }) }]}
      />
    </Editor>
  )
}
