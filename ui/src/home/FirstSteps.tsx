import { Button, Text, Title } from '@mantine/core'
import { IconPlayerPlay, IconTableImport, IconWand, type Icon } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { places } from '@/layout/places'
import { Demo } from './Demo'
import styles from './FirstSteps.module.css'

/** What to do where nothing is yet. */
export function FirstSteps() {
  const { t } = useTranslation('home')
  return (
    <div className={styles.first}>
      <Title order={2} fz={24}>{t('first.title')}</Title>
      <Text c="var(--soft)" maw={560} mt={6}>{t('first.what')}</Text>
      <div className={styles.ways}>
        <Way icon={IconWand} title={t('first.begin')} what={t('first.beginWhat')}>
          <Button component={Link} to={places.welcome}>{t('first.beginDo')}</Button>
        </Way>
        <Way icon={IconTableImport} title={t('first.import')} what={t('first.importWhat')}>
          <Button component={Link} to={places.newImport} variant="default">{t('first.importDo')}</Button>
        </Way>
        <Way icon={IconPlayerPlay} title={t('first.demo')} what={t('first.demoWhat')}>
          <Demo />
        </Way>
      </div>
    </div>
  )
}

function Way({ icon: Mark, title, what, children }: { icon: Icon; title: string; what: string; children: ReactNode }) {
  return (
    <section className={styles.way}>
      <Mark size={28} stroke={1.4} aria-hidden />
      <Title order={3} fz={16}>{title}</Title>
      <Text size="sm" c="var(--soft)" flex={1}>{what}</Text>
      <div>{children}</div>
    </section>
  )
}
