import { Group, Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import { useThe } from '../definition'
import type { Draft } from '../useDraft'
import { FAMILIES, isFor, isLinked, isText, mayBecome, TYPES } from './types'

/** The type, and what its values are taken from. */
export function TypeInput({ draft }: { draft: Draft<Attribute> }) {
  const { t } = useTranslation('model')
  const { value, original } = draft
  const data = FAMILIES.map((family) => ({
    group: t(`families.${family}`),
    items: Object.keys(TYPES)
      .filter((type) => TYPES[type]?.family === family && isFor(type, value.objectType))
      .map((type) => ({ value: type, label: t(`types.${type}`), disabled: original !== null && !mayBecome(original.type, type) })),
  }))
  const Mark = TYPES[value.type]?.icon
  return (
    <>
      <Select
        label={t('attribute.type')}
        description={original ? t('attribute.typeHelp') : undefined}
        required
        searchable
        maxDropdownHeight={360}
        allowDeselect={false}
        data={data}
        value={value.type}
        error={draft.error('type')}
        nothingFoundMessage={t('nothing')}
        leftSection={Mark && <Mark size={16} stroke={1.6} />}
        renderOption={({ option }) => <Option type={option.value} label={option.label} />}
        onChange={(type) => type && draft.set(changed(value, type, original === null))}
      />
      {value.type === 'measure' && <FamilyInput draft={draft} />}
      {isLinked(value.type) && <LinkTypeInput draft={draft} />}
    </>
  )
}

/** What a change of the type brings with it: limits of the former one don't stay. */
function changed(value: Attribute, type: string, isNew: boolean): Partial<Attribute> {
  const known = TYPES[type]?.constraints ?? []
  const kept = Object.entries(value.constraints).filter(([key]) => (known as readonly string[]).includes(key))
  const links = isLinked(type)
  return {
    type: type as Attribute['type'],
    constraints: Object.fromEntries(kept),
    measureFamily: type === 'measure' ? value.measureFamily : null,
    ...(isNew && { isSearchable: isText(type), isFilterable: !TYPES[type]?.isOpaque, defaultValue: null }),
    ...(links && { isLocalizable: false, isUnique: false, isSearchable: false, defaultValue: null }),
  }
}

function Option({ type, label }: { type: string; label: string }) {
  const { t } = useTranslation('model')
  const Mark = TYPES[type]?.icon
  return (
    <Group gap="xs" wrap="nowrap">
      {Mark && <Mark size={16} stroke={1.6} aria-hidden />}
      <div>
        <Text size="sm">{label}</Text>
        <Text size="xs" c="var(--soft)">{t(`typeHelp.${type}`)}</Text>
      </div>
    </Group>
  )
}

function FamilyInput({ draft }: { draft: Draft<Attribute> }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const families = useThe('measure-families')
  return (
    <Select
      label={t('attribute.family')}
      required
      data={families.map((family) => ({ value: family.id, label: `${label(family.name, family.id)} (${family.units.map((unit) => unit.id).join(', ')})` }))}
      value={draft.value.measureFamily?.id ?? null}
      disabled={Boolean(draft.original?.measureFamily)}
      error={draft.error('measureFamily')}
      nothingFoundMessage={t('nothing')}
      onChange={(id) => draft.set({ measureFamily: id ? { id } : null })}
    />
  )
}

function LinkTypeInput({ draft }: { draft: Draft<Attribute> }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { value, original } = draft
  const target = value.type === 'media' ? 'asset' : 'document'
  const fitting = useThe('link-types').filter((one) => one.originType === value.objectType && one.targetType === target)
  return (
    <Select
      label={t('attribute.linkType')}
      description={t('attribute.linkTypeHelp')}
      placeholder={t('attribute.ownLinkType')}
      data={fitting.map((one) => ({ value: one.id, label: label(one.name, one.id) }))}
      value={value.linkType?.id ?? null}
      disabled={original !== null}
      clearable
      clearButtonProps={{ 'aria-label': t('clear') }}
      error={draft.error('linkType')}
      onChange={(id) => draft.set({ linkType: id ? { id } : null })}
    />
  )
}
