import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import { bySequence, useThe, type AttributeGroup } from '../definition'
import { isPartOf } from '../sheet/sheet'
import type { Draft } from '../useDraft'

/** The section that an attribute stands in, below the groups that hold it. */
export function SectionInput({ draft }: { draft: Draft<Attribute> }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { value } = draft
  const sheet = { objectType: value.objectType, documentType: value.documentType?.id ?? null, linkType: null }
  const groups = useThe('attribute-groups').filter(isPartOf(sheet))
  const sections = groups.filter((group) => group.level === 3).sort(bySequence)
  const way = (group: AttributeGroup): string => {
    const above = groups.find((one) => one.id === group.parent?.id)
    const own = label(group.name, group.id)
    return above && above.level > 1 ? `${label(above.name, above.id)} › ${own}` : own
  }
  return (
    <Select
      label={t('attribute.section')}
      placeholder={t('sheet.rest')}
      data={sections.map((section) => ({ value: section.id, label: way(section) }))}
      value={value.section?.id ?? null}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('clear') }}
      nothingFoundMessage={t('nothing')}
      error={draft.error('section')}
      onChange={(id) => draft.set({ section: id ? { id } : null })}
    />
  )
}
