import { Divider, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { CodeInput } from '../CodeInput'
import type { MeasureFamily } from '../definition'
import { Editing } from '../Editing'
import { Editor } from '../Editor'
import { LabelsInput } from '../LabelsInput'
import type { Draft } from '../useDraft'
import { useIdNamed } from '../ways'
import { UnitsInput } from './UnitsInput'

const PATH = '/api/measure-families'
const BACK = '/settings/model/measures'
const BLANK: MeasureFamily = { id: '', name: {}, baseUnit: '', units: [] }

/** A family of units with their factors. */
export function MeasureEditor() {
  return (
    <Editing path={PATH} id={useIdNamed()} blank={BLANK} back={BACK} to={(made) => `${BACK}/${made}`}>
      {(draft) => <Form draft={draft} />}
    </Editing>
  )
}

function Form({ draft }: { draft: Draft<MeasureFamily> }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { value, original } = draft
  return (
    <Editor draft={draft} path={PATH} back={BACK} title={original ? label(original.name, original.id) : t('measures.new')}>
      <LabelsInput label={t('name')} value={value.name} onChange={(name) => draft.set({ name })} error={draft.error('name')} />
      {!original && <CodeInput draft={draft} />}
      <TextInput label={t('measures.base')} description={t('measures.baseHelp')} required disabled={original !== null} value={value.baseUnit} error={draft.error('baseUnit')} onChange={(event) => draft.set({ baseUnit: event.currentTarget.value })} />
      <Divider label={t('measures.units')} labelPosition="left" />
      <Text size="sm" c="var(--soft)">{t('measures.unitsHelp', { unit: value.baseUnit || '…' })}</Text>
      <UnitsInput value={value.units} baseUnit={value.baseUnit} error={draft.error('units')} onChange={(units) => draft.set({ units })} />
    </Editor>
  )
}
