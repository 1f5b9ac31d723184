import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Draft } from './useDraft'

/** Asks before a page with unsaved changes is left; leaving it for one of its own tabs is not leaving. */
export function useUnsavedGuard(draft: Draft) {
  const { t } = useTranslation('product')
  const isUnsaved = draft.count > 0
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isUnsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => isUnsaved,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  const saveAndGo = async () => {
    if (await draft.save()) blocker.proceed()
    else blocker.reset()
  }
  const leave = () => {
    draft.discard()
    blocker.proceed()
  }
  return (
    <Modal opened size="lg" onClose={blocker.reset} title={t('guard.title')} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Text size="sm" mb="lg">{t('guard.body', { count: draft.count })}</Text>
      <Group justify="flex-end">
        <Button variant="subtle" color="red" onClick={leave}>{t('guard.leave')}</Button>
        <Button variant="default" onClick={blocker.reset}>{t('guard.stay')}</Button>
        <Button data-autofocus loading={draft.isSaving} onClick={() => void saveAndGo()}>{t('guard.save')}</Button>
      </Group>
    </Modal>
  )
}
