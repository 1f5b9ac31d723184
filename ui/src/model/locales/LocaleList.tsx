import { IconLanguage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useThe } from '../definition'
import { DefinitionList } from '../DefinitionList'
import { Told } from '../Told'

/** All languages, the default one first. */
export function LocaleList() {
  const { t } = useTranslation('model')
  const locales = useThe('locales')
  return (
    <DefinitionList
      resource="locales"
      path="/settings/languages"
      title={t('nav.languages')}
      icon={IconLanguage}
      make={t('locales.new')}
      about={t('locales.about')}
      sort={(a, b) => Number(b.isDefault) - Number(a.isDefault) || Number(b.isActive) - Number(a.isActive) || a.name.localeCompare(b.name)}
      columns={[
        { label: t('locales.usedFor'), show: (locale) => [locale.isData && t('locales.isData'), locale.isInterface && t('locales.isInterface')].filter(Boolean).join(', ') },
        { label: t('locales.fallback'), show: (locale) => locales.find((one) => one.id === locale.fallback?.id)?.name },
        {
          label: t('state'),
          show: (locale) => (locale.isDefault ? <Told color="indigo">{t('byDefault')}</Told> : !locale.isActive && <Told>{t('inactive')}</Told>),
        },
      ]}
    />
  )
}
