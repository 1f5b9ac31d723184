import { Text, Title, UnstyledButton } from '@mantine/core'
import { IconChevronRight, IconPlayerPlay, IconTableImport, IconWand, type Icon } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Demo } from '@/home/Demo'
import { places } from '@/layout/places'
import styles from './Welcome.module.css'

/** Three ways to begin. */
export function Beginning({ onOwn }: { onOwn: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      <Title order={1}>{t('welcome.beginning.title')}</Title>
      <Text className={styles.lead}>{t('welcome.beginning.what')}</Text>
      <div className={styles.ways}>
        <UnstyledButton className={styles.way} data-go onClick={onOwn}>
          <Way icon={IconWand} title={t('welcome.beginning.own')} what={t('welcome.beginning.ownWhat')} />
          <IconChevronRight size={18} aria-hidden />
        </UnstyledButton>
        <Link to={places.newImport} className={styles.way} data-go>
          <Way icon={IconTableImport} title={t('welcome.beginning.import')} what={t('welcome.beginning.importWhat')} />
          <IconChevronRight size={18} aria-hidden />
        </Link>
        <div className={styles.way}>
          <Way icon={IconPlayerPlay} title={t('welcome.beginning.demo')} what={t('welcome.beginning.demoWhat')} />
          <Demo />
        </div>
      </div>
    </>
  )
}

function Way({ icon: Mark, title, what }: { icon: Icon; title: string; what: string }) {
  return (
    <>
      <Mark size={28} stroke={1.4} aria-hidden />
      <div>
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="var(--soft)">{what}</Text>
      </div>
    </>
  )
}
