import { Button } from '@mantine/core'
import { IconMapPinOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/components/Empty'
import { Page } from './Page'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Page title={t('notFound.title')}>
      <Empty icon={IconMapPinOff} title={t('notFound.what')} actions={<Button component={Link} to="/">{t('goHome')}</Button>}>
        {t('notFound.why')}
      </Empty>
    </Page>
  )
}
