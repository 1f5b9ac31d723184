import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from './Page'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Page title="404">
      <Stack gap="xs">
        <Text>{t('notFound')}</Text>
        <Anchor component={Link} to="/">{t('goHome')}</Anchor>
      </Stack>
    </Page>
  )
}
