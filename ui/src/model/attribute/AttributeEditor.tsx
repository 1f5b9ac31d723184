import { Anchor, Button, Divider, Group, Text } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import { CodeInput } from '../CodeInput'
import { useThe } from '../definition'
import { Editing } from '../Editing'
import { Editor } from '../Editor'
import { LabelsInput } from '../LabelsInput'
import { sheetOf, type Sheet } from '../sheet/sheet'
import type { Draft } from '../useDraft'
import { MODEL, useIdNamed, useNamed } from '../ways'
import { BehaviourInput } from './BehaviourInput'
import { ConstraintsInput } from './ConstraintsInput'
import { DefaultValueInput } from './DefaultValueInput'
import { MetadataSourcesInput } from './MetadataSourcesInput'
import { SectionInput } from './SectionInput'
import { Touched } from './Touched'
import { TypeInput } from './TypeInput'
import { isListed, TYPES } from './types'

const PATH = '/api/attributes'

/** All properties of an attribute. */
export function AttributeEditor() {
  const name = useNamed('sheet')
  const sheet = sheetOf(name)
  const id = useIdNamed('attribute')
  const { section }: { section?: string } = useSearch({ strict: false })
  const back = `${MODEL}/${name}`
  return (
    <Editing path={PATH} id={id} blank={blankOf(sheet, section)} back={back} to={(made) => `${back}/attributes/${made}`}>
      {(draft) => <Form draft={draft} back={back} />}
    </Editing>
  )
}

function blankOf({ objectType, documentType, linkType }: Sheet, section?: string): Attribute {
  return {
    id: '', objectType, type: 'text', name: {}, description: {},
    documentType: documentType ? { id: documentType } : null,
    linkType: linkType ? { id: linkType } : null,
    isLocalizable: false, isInherited: false, isRequired: false, isUnique: false, isReadOnly: false, isHidden: false,
    isFilterable: true, isSearchable: true, section: section ? { id: section } : null, constraints: {},
    defaultValue: null, measureFamily: null, metadataSources: [],
  } as unknown as Attribute
}

function Form({ draft, back }: { draft: Draft<Attribute>; back: string }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { value, original } = draft
  const title = original ? label(original.name, original.id) : t('sheet.newAttribute')
  const prefix = `${value.documentType?.id ?? value.linkType?.id ?? value.objectType}_`
  return (
    <Editor draft={draft} path={PATH} back={back} title={title}>
      <LabelsInput label={t('name')} value={value.name} onChange={(name) => draft.set({ name })} error={draft.error('name')} />
      {!original && <CodeInput draft={draft} prefix={prefix} />}
      <TypeInput draft={draft} />
      <Touched draft={draft} />
      {original && isListed(original.type) && <ToValues id={original.id} />}
      <LabelsInput label={t('attribute.help')} description={t('attribute.helpHelp')} isLong value={value.description} onChange={(description) => draft.set({ description })} error={draft.error('description')} />
      <SectionInput draft={draft} />
      {(TYPES[value.type]?.constraints.length ?? 0) > 0 && <Divider label={t('attribute.limits')} labelPosition="left" />}
      <ConstraintsInput draft={draft} />
      <Divider label={t('attribute.behaviour')} labelPosition="left" />
      <BehaviourInput draft={draft} />
      <DefaultValueInput draft={draft} />
      {value.objectType === 'asset' && TYPES[value.type]?.isNoted && <MetadataSourcesInput draft={draft} />}
      {original && <CountedBy id={original.id} />}
    </Editor>
  )
}

function ToValues({ id }: { id: string }) {
  const { t } = useTranslation('model')
  return (
    <Button component={Link} to={`${MODEL}/lists/${id}`} variant="default" leftSection={<IconListDetails size={16} />}>{t('attribute.values')}</Button>
  )
}

/** Which completeness settings ask for it. */
function CountedBy({ id }: { id: string }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const settings = useThe('completeness-settings').filter((setting) => setting.attributes.some((one) => one.id === id))
  if (settings.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={600}>{t('attribute.countedBy')}</Text>
      <Group gap="sm">
        {settings.map((setting) => (
          <Anchor key={setting.id} component={Link} to={`/settings/completeness/${setting.id}`} size="sm">{label(setting.name, setting.id)}</Anchor>
        ))}
      </Group>
    </div>
  )
}
