import { IconLayoutList } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { useThe } from '../definition'
import { DefinitionList } from '../DefinitionList'
import { Told } from '../Told'

/** All attribute sets. */
export function SetList() {
  const { t } = useTranslation('model')
  const label = useLabel()
  const types = useThe('document-types')
  return (
    <DefinitionList
      resource="attributes-sets"
      path="/settings/model/sets"
      title={t('nav.sets')}
      icon={IconLayoutList}
      make={t('sets.new')}
      about={t('sets.about')}
      columns={[
        { label: t('documentType'), show: (set) => label(types.find((type) => type.id === set.documentType.id)?.name, set.documentType.id) },
        { label: t('sets.documents'), show: (set) => set.attributes.length },
        { label: t('sets.variants'), show: (set) => set.variantAttributes.length },
        { label: t('state'), show: (set) => set.isDefault && <Told color="indigo">{t('byDefault')}</Told> },
      ]}
    />
  )
}
