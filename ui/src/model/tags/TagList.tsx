import { IconTag } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { useThe } from '../definition'
import { DefinitionList } from '../DefinitionList'
import { Swatch } from '../Swatch'

/** All tags. */
export function TagList() {
  const { t } = useTranslation('model')
  const label = useLabel()
  const types = useThe('document-types')
  return (
    <DefinitionList
      resource="tags"
      path="/settings/model/tags"
      title={t('nav.tags')}
      icon={IconTag}
      make={t('tags.new')}
      about={t('tags.about')}
      mark={(tag) => <Swatch color={tag.color} />}
      columns={[
        { label: t('documentType'), show: (tag) => label(types.find((type) => type.id === tag.documentType.id)?.name, tag.documentType.id) },
        {
          label: t('tags.given'),
          show: (tag) => (tag.rules.length ? t('tags.byRules', { count: tag.rules.length }) : tag.isDefault ? t('tags.toNew') : t('tags.byHand')),
        },
      ]}
    />
  )
}
