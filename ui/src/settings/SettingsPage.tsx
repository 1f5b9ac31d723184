import { Stack } from '@mantine/core'
import { IconApps, IconBell, IconCircleHalf2, IconCrop, IconKey, IconLanguage, IconRoute, IconSchema, IconTags, IconUsers, type Icon } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Section } from '@/flows/Section'
import { Page } from '@/layout/Page'
import { useMe } from '@/session/SessionProvider'
import styles from './SettingsPage.module.css'

type Card = [name: string, to: string, mark: Icon]

const CONTENT: Card[] = [
  ['model', '/settings/model', IconSchema],
  ['languages', '/settings/languages', IconLanguage],
  ['completeness', '/settings/completeness', IconCircleHalf2],
  ['workflows', '/settings/workflows', IconRoute],
  ['tags', '/settings/tags', IconTags],
  ['image-profiles', '/settings/image-profiles', IconCrop],
]
const FOR_ADMINISTRATORS: Card[] = [
  ['users', '/settings/users', IconUsers],
  ['tokens', '/settings/tokens', IconKey],
  ['webhooks', '/settings/webhooks', IconBell],
]
const APPS: Card = ['apps', '/settings/apps', IconApps]

/** The ways to all settings. */
export function SettingsPage() {
  const { t } = useTranslation(['settings', 'frame'])
  const { admin } = useMe()
  return (
    <Page title={t('frame:nav.settings')}>
      <Stack gap={32} maw={1120}>
        <Section title={t('index.content')}><Cards cards={CONTENT} /></Section>
        <Section title={t('index.access')}><Cards cards={admin ? [...FOR_ADMINISTRATORS, APPS] : [APPS]} /></Section>
      </Stack>
    </Page>
  )
}

function Cards({ cards }: { cards: Card[] }) {
  const { t } = useTranslation('settings')
  return (
    <div className={styles.cards}>
      {cards.map(([name, to, Mark]) => (
        <Link key={name} to={to} className={styles.card}>
          <span className={styles.mark}><Mark size={20} stroke={1.6} aria-hidden /></span>
          <span className={styles.name}>{t(`index.${name}.name`)}</span>
          <span className={styles.about}>{t(`index.${name}.about`)}</span>
        </Link>
      ))}
    </div>
  )
}
