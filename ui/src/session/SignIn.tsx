import { Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { Me } from '@/api/types'
import { LanguageSwitch } from '@/layout/LanguageSwitch'
import { Shelves } from './Shelves'
import styles from './SignIn.module.css'
import { SignInForm } from './SignInForm'

/** The page of who isn't signed in. */
export function SignIn({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const { t } = useTranslation()
  useDocumentTitle(`${t('signIn.do')} · Vitrine`)
  return (
    <main className={styles.page}>
      <section className={styles.side} aria-hidden>
        <Shelves />
        <p className={styles.motto}>{t('signIn.motto')}</p>
      </section>
      <section className={styles.form}>
        <div className={styles.fields}>
          <div className={styles.brand}><img src="/favicon.svg" alt="" width={32} height={32} />Vitrine</div>
          <Title order={1} fz={26} mb={4}>{t('signIn.title')}</Title>
          <Text c="var(--soft)" mb="lg">{t('signIn.what')}</Text>
          <SignInForm onSignedIn={onSignedIn} />
          <Text size="sm" c="var(--soft)" mt="lg">{t('signIn.forgotten')}</Text>
        </div>
        <footer className={styles.foot}>
          <LanguageSwitch />
        </footer>
      </section>
    </main>
  )
}
