import { IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { DefinitionList } from '../DefinitionList'
import { Told } from '../Told'

/** All link types, the most important first. */
export function LinkTypeList() {
  const { t } = useTranslation('model')
  return (
    <DefinitionList
      resource="link-types"
      path="/settings/model/link-types"
      title={t('nav.links')}
      icon={IconLink}
      make={t('links.new')}
      about={t('links.about')}
      sort={(a, b) => a.priority - b.priority}
      columns={[
        { label: t('links.between'), show: (type) => t('links.fromTo', { from: t(`links.kinds.${type.originType}`), to: t(`links.kinds.${type.targetType}`) }) },
        { label: t('links.priority'), show: (type) => type.priority },
        { label: t('state'), show: (type) => !type.isActive && <Told>{t('inactive')}</Told> },
      ]}
    />
  )
}
