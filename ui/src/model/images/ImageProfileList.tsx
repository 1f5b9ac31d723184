import { IconCrop } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { DefinitionList } from '../DefinitionList'

/** All image profiles. */
export function ImageProfileList() {
  const { t } = useTranslation('model')
  return (
    <DefinitionList
      resource="image-profiles"
      path="/settings/image-profiles"
      title={t('nav.images')}
      icon={IconCrop}
      make={t('images.new')}
      about={t('images.about')}
      columns={[
        { label: t('images.size'), show: ({ width, height }) => (width || height ? `${width ?? '…'} × ${height ?? '…'}` : t('images.asIs')) },
        { label: t('images.transformation'), show: (profile) => t(`images.transformations.${profile.transformation}`) },
        { label: t('images.format'), show: (profile) => (profile.format === 'original' ? t('images.asIs') : profile.format.toUpperCase()) },
      ]}
    />
  )
}
