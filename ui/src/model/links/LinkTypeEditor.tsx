import { Button, Group, MultiSelect, NumberInput, Select, Switch } from '@mantine/core'
import { IconListTree } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ObjectType, Ref } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import { CodeInput } from '../CodeInput'
import { useThe, type LinkType } from '../definition'
import { Editing } from '../Editing'
import { Editor } from '../Editor'
import { LabelsInput } from '../LabelsInput'
import type { Draft } from '../useDraft'
import { MODEL, useIdNamed } from '../ways'

const PATH = '/api/link-types'
const BACK = '/settings/model/link-types'
const ORIGINS: ObjectType[] = ['document', 'variant']
const TARGETS: ObjectType[] = ['document', 'variant', 'asset']
const BLANK = {
  id: '', name: {}, originType: 'document', targetType: 'document', originDocumentTypes: [], targetDocumentTypes: [], isActive: true,
} as unknown as LinkType

/** What links of a type lead from and to. */
export function LinkTypeEditor() {
  return (
    <Editing path={PATH} id={useIdNamed()} blank={BLANK} back={BACK} to={(made) => `${BACK}/${made}`}>
      {(draft) => <Form draft={draft} />}
    </Editing>
  )
}

function Form({ draft }: { draft: Draft<LinkType> }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { value, original } = draft
  const kinds = (of: ObjectType[]) => of.map((kind) => ({ value: kind, label: t(`links.kinds.${kind}`) }))
  const ends = { disabled: original !== null, allowDeselect: false }
  return (
    <Editor draft={draft} path={PATH} back={BACK} title={original ? label(original.name, original.id) : t('links.new')}>
      <LabelsInput label={t('name')} required value={value.name} onChange={(name) => draft.set({ name })} error={draft.error('name')} />
      {!original && <CodeInput draft={draft} />}
      <Group grow align="flex-start">
        <Select {...ends} label={t('links.origin')} data={kinds(ORIGINS)} value={value.originType} error={draft.error('originType')} onChange={(kind) => draft.set({ originType: kind as ObjectType })} />
        <Select {...ends} label={t('links.target')} data={kinds(TARGETS)} value={value.targetType} error={draft.error('targetType')} onChange={(kind) => draft.set({ targetType: kind as ObjectType })} />
      </Group>
      <TypesInput label={t('links.originTypes')} value={value.originDocumentTypes} error={draft.error('originDocumentTypes')} onChange={(originDocumentTypes) => draft.set({ originDocumentTypes })} />
      {value.targetType !== 'asset' && (
        <TypesInput label={t('links.targetTypes')} value={value.targetDocumentTypes} error={draft.error('targetDocumentTypes')} onChange={(targetDocumentTypes) => draft.set({ targetDocumentTypes })} />
      )}
      <NumberInput label={t('links.priority')} description={t('links.priorityHelp')} value={value.priority ?? ''} error={draft.error('priority')} onChange={(to) => draft.set({ priority: to === '' ? undefined : Number(to) })} />
      <Switch label={t('isActive')} checked={value.isActive} error={draft.error('isActive')} onChange={(event) => draft.set({ isActive: event.currentTarget.checked })} />
      {original && (
        <Button component={Link} to={`${MODEL}/link.${original.id}`} variant="default" leftSection={<IconListTree size={16} />}>{t('links.attributes')}</Button>
      )}
    </Editor>
  )
}

interface TypesProps {
  label: string
  value: Ref[]
  error?: string
  onChange: (value: Ref[]) => void
}

function TypesInput({ label: title, value, error, onChange }: TypesProps) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const types = useThe('document-types')
  return (
    <MultiSelect
      label={title}
      placeholder={value.length ? undefined : t('links.allTypes')}
      data={types.map((type) => ({ value: type.id, label: label(type.name, type.id) }))}
      value={value.map((ref) => ref.id)}
      error={error}
      onChange={(ids) => onChange(ids.map((id) => ({ id })))}
    />
  )
}
