import { useTranslation } from 'react-i18next'
import { Page } from '@/layout/Page'

export function Account() {
  const { t } = useTranslation()
  return <Page title={t('nav.account')} />
}
