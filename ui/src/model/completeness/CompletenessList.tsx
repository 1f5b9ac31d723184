import { IconChartDonut } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { useThe } from '../definition'
import { DefinitionList } from '../DefinitionList'
import { Swatch } from '../Swatch'

/** All completeness settings. */
export function CompletenessList() {
  const { t } = useTranslation('model')
  const label = useLabel()
  const types = useThe('document-types')
  return (
    <DefinitionList
      resource="completeness-settings"
      path="/settings/completeness"
      title={t('nav.completeness')}
      icon={IconChartDonut}
      make={t('completeness.new')}
      about={t('completeness.about')}
      mark={(setting) => <Swatch color={setting.color} />}
      columns={[
        { label: t('documentType'), show: (setting) => label(types.find((type) => type.id === setting.documentType.id)?.name, setting.documentType.id) },
        { label: t('completeness.attributes'), show: (setting) => setting.attributes.length },
        { label: t('completeness.linkTypes'), show: (setting) => setting.linkTypes.length },
      ]}
    />
  )
}
