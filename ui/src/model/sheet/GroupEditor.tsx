import { Select } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { CodeInput } from '../CodeInput'
import { useThe, type AttributeGroup } from '../definition'
import { Editing } from '../Editing'
import { Editor } from '../Editor'
import { LabelsInput } from '../LabelsInput'
import type { Draft } from '../useDraft'
import { MODEL, useIdNamed, useNamed } from '../ways'
import { isPartOf, sheetOf, type Sheet } from './sheet'

const PATH = '/api/attribute-groups'

/** The properties of a tab, a category or a section. */
export function GroupEditor() {
  const name = useNamed('sheet')
  const sheet = sheetOf(name)
  const id = useIdNamed('group')
  const back = `${MODEL}/${name}`
  const groups = useThe('attribute-groups')
  const { parent }: { parent?: string } = useSearch({ strict: false })
  const above = groups.find((group) => group.id === parent)
  const blank = {
    id: '', name: {}, level: above ? above.level + 1 : 1, parent: above ? { id: above.id } : null,
    objectType: sheet.objectType, documentType: sheet.documentType ? { id: sheet.documentType } : null,
  } as AttributeGroup
  return (
    <Editing path={PATH} id={id} blank={blank} back={back} to={(made) => `${back}/groups/${made}`}>
      {(draft) => <Form draft={draft} back={back} sheet={sheet} />}
    </Editing>
  )
}

function Form({ draft, back, sheet }: { draft: Draft<AttributeGroup>; back: string; sheet: Sheet }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const groups = useThe('attribute-groups').filter(isPartOf(sheet))
  const { value, original } = draft
  const above = groups.filter((group) => group.level === value.level - 1)
  const setLevel = (level: number) => {
    const parent = groups.find((group) => group.level === level - 1)
    draft.set({ level: level as 1 | 2 | 3, parent: parent ? { id: parent.id } : null })
  }
  return (
    <Editor draft={draft} path={PATH} back={back} title={original ? label(original.name, original.id) : t('sheet.newGroup')}>
      <LabelsInput label={t('name')} required value={value.name} onChange={(name) => draft.set({ name })} error={draft.error('name')} />
      {!original && <CodeInput draft={draft} />}
      <Select
        label={t('group.level')}
        description={t('group.levelHelp')}
        data={['1', '2', '3'].map((level) => ({ value: level, label: t(`group.levels.${level}`) }))}
        value={String(value.level)}
        disabled={original !== null}
        allowDeselect={false}
        error={draft.error('level')}
        onChange={(level) => setLevel(Number(level))}
      />
      {value.level > 1 && (
        <Select
          label={t('group.parent')}
          data={above.map((group) => ({ value: group.id, label: label(group.name, group.id) }))}
          value={value.parent?.id ?? null}
          allowDeselect={false}
          error={draft.error('parent')}
          nothingFoundMessage={t('nothing')}
          onChange={(parent) => draft.set({ parent: parent ? { id: parent } : null })}
        />
      )}
    </Editor>
  )
}
