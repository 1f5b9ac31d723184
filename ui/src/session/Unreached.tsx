import { Button, Center, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/components/Failed'
import { ApiError } from '@/api/error'

/** Nobody could say who is signed in: asks again by itself. */
export function Unreached({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const { t } = useTranslation()
  const isGone = error instanceof ApiError && error.isPassing
  useInterval(onRetry, 5_000, { autoInvoke: isGone })
  if (error && !isGone) return <Center mih="100dvh" p="md"><Failed error={error} onRetry={onRetry} /></Center>
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack align="center" gap="sm" ta="center" maw={440}>
        <ThemeIcon size={56} radius="xl" variant="light" color="gray"><IconPlugConnectedX size={28} stroke={1.5} /></ThemeIcon>
        <Title order={1}>{t('unreached.title')}</Title>
        <Text c="var(--soft)">{t('unreached.page')}</Text>
        <Button variant="default" mt="xs" onClick={onRetry}>{t('retry')}</Button>
      </Stack>
    </Center>
  )
}
