import { useTranslation } from 'react-i18next'
import { Page } from '@/layout/Page'
import { Formats } from './Formats'
import { Password } from './Password'
import { Section } from './Section'
import { Sessions } from './Sessions'
import { You } from './You'

/** What somebody says of themselves, and where they are signed in. */
export function Account() {
  const { t } = useTranslation()
  return (
    <Page title={t('nav.account')}>
      <Section title={t('account.you')} what={t('account.youWhat')}><You /></Section>
      <Section title={t('account.formats')} what={t('account.formatsWhat')}><Formats /></Section>
      <Section title={t('account.password')} what={t('account.passwordWhat')}><Password /></Section>
      <Section title={t('account.sessions')} what={t('account.sessionsWhat')}><Sessions /></Section>
    </Page>
  )
}
