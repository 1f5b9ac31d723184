import { IconRuler2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { DefinitionList } from '../DefinitionList'

/** All families of units. */
export function MeasureList() {
  const { t } = useTranslation('model')
  return (
    <DefinitionList
      resource="measure-families"
      path="/settings/model/measures"
      title={t('nav.measures')}
      icon={IconRuler2}
      make={t('measures.new')}
      about={t('measures.about')}
      columns={[
        { label: t('measures.base'), show: (family) => family.baseUnit },
        { label: t('measures.units'), show: (family) => family.units.map((unit) => unit.id).join(', ') },
      ]}
    />
  )
}
