import { Anchor, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Me } from '@/api/types'
import { SignInForm } from './SignInForm'

/** Lies over a page whose session has ended; what was typed there stays, and what was being saved is saved then. */
export function SignInAgain({ username, onSignedIn }: { username: string; onSignedIn: (me: Me) => void }) {
  const { t } = useTranslation()
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} closeOnClickOutside={false} closeOnEscape={false} title={t('signIn.again')} zIndex={1000} centered>
      <Stack gap="md">
        <Text size="sm" c="var(--soft)">{t('signIn.kept')}</Text>
        <SignInForm username={username} onSignedIn={onSignedIn} />
        <Anchor size="sm" href="/" c="var(--soft)">{t('signIn.other')}</Anchor>
      </Stack>
    </Modal>
  )
}
