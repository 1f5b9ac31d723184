import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { confirmed } from '@/components/Confirm'
import { failedToast } from '@/components/toast'
import { useDeleteView, type View } from './views'

/** What can be done with a view of one's own. */
export function ViewMenu({ view, onChange, onDeleted }: { view: View; onChange: () => void; onDeleted: () => void }) {
  const { t } = useTranslation('documents')
  const { t: frame } = useTranslation()
  const deleting = useDeleteView()
  const remove = async () => {
    const question = { title: t('views.deleteTitle', { name: view.name }), body: t(view.isShared ? 'views.deleteShared' : 'views.deleteOwn'), confirm: frame('delete'), isDangerous: true }
    if (!await confirmed(question)) return
    onDeleted()
    deleting.mutate(view.id, { onError: failedToast })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('views.more', { name: view.name })}><IconDots size={16} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={onChange}>{t('views.change')}</Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} color="red" onClick={() => void remove()}>{t('views.delete')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
