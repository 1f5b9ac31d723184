import { Button, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '@/flows/Dialog'
import { Secret } from '../Secret'

/** Shows what calls to an app are signed with: this once. */
export function NewSecret({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  const { t } = useTranslation('settings')
  return (
    <Dialog isOpen={secret !== null} onClose={onClose} title={t('app.secret')} isKept>
      <Stack gap="md">
        {secret && <Secret label={t('app.secret')} value={secret}>{t('app.secretOnce')}</Secret>}
        <Button onClick={onClose} style={{ alignSelf: 'flex-end' }}>{t('token.done')}</Button>
      </Stack>
    </Dialog>
  )
}
