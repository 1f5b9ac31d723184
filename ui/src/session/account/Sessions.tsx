import { Badge, Box, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get, remove } from '@/api/client'
import { queries } from '@/api/queries'
import { confirmed } from '@/components/Confirm'
import { Failed } from '@/components/Failed'
import { failedToast, said } from '@/components/toast'
import { When } from '@/components/When'
import { agentOf } from './agent'

interface Session {
  id: string
  dateCreated: string
  dateUsed: string
  isCurrent: boolean
  userAgent: string | null
}

/** Where one is signed in, this place first. */
export function Sessions() {
  const sessions = useQuery({ queryKey: ['me', 'sessions'], queryFn: () => get<Session[]>('/api/me/sessions') })
  if (sessions.error) return <Failed error={sessions.error} onRetry={() => void sessions.refetch()} />
  if (!sessions.data) return <Skeleton h={56} />
  const sorted = [...sessions.data].sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent) || b.dateUsed.localeCompare(a.dateUsed))
  return <Stack gap="md">{sorted.map((session) => <Line key={session.id} session={session} />)}</Stack>
}

function Line({ session }: { session: Session }) {
  const { t } = useTranslation()
  const agent = agentOf(session.userAgent)
  const name = agent ? t('account.agent', { browser: agent.browser, system: agent.system }) : t('account.unknownAgent')
  const Mark = agent?.isMobile ? IconDeviceMobile : IconDeviceDesktop
  return (
    <Group wrap="nowrap" gap="md">
      <Mark size={22} stroke={1.5} aria-hidden />
      <Box flex={1} miw={0}>
        <Group gap={8}>
          <Text fw={550}>{name}</Text>
          {session.isCurrent && <Badge variant="light" color="teal">{t('account.here')}</Badge>}
        </Group>
        <Text size="sm" c="var(--soft)">
          {t('account.used')} <When at={session.dateUsed} /> · {t('account.began')} <When at={session.dateCreated} />
        </Text>
      </Box>
      {!session.isCurrent && <Button variant="default" size="xs" aria-label={t('account.endOne', { agent: name })} onClick={() => void end()}>{t('account.end')}</Button>}
    </Group>
  )

  async function end() {
    if (!(await confirmed({ title: t('account.endAsk'), body: t('account.endWhat'), confirm: t('account.end'), isDangerous: true }))) return
    try {
      await remove(`/api/me/sessions/${session.id}`)
      said(t('account.ended'))
      await queries.invalidateQueries({ queryKey: ['me', 'sessions'] })
    } catch (error) {
      failedToast(error)
    }
  }
}
