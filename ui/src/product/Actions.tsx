import { ActionIcon, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCircleOff, IconCopy, IconDots, IconLink, IconPower, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { remove } from '@/api/client'
import { confirmed } from '@/components/Confirm'
import { failedToast, said } from '@/components/toast'
import { DuplicateDialog } from './DuplicateDialog'
import { useOfProduct } from './ProductContext'
import { pathOf, useChange } from './useProduct'

/** What else can be done with a product. */
export function Actions() {
  const { t } = useTranslation('product')
  const { product, resource, id, title, type, parent, draft } = useOfProduct()
  const [isDuplicating, duplicating] = useDisclosure(false)
  const change = useChange(resource, id)
  const client = useQueryClient()
  const navigate = useNavigate()
  const turn = (isActive: boolean) => change(() => ({ isActive }))
  const switchOver = async () => {
    const isActive = !product.isActive
    if (await turn(isActive)) said(t(isActive ? 'actions.activated' : 'actions.deactivated'), { undo: () => turn(!isActive) })
  }
  const copyLink = () => void navigator.clipboard?.writeText(location.href).then(() => said(t('actions.linkCopied')))
  const destroy = async () => {
    const body = <Lost />
    if (!(await confirmed({ title: t('delete.title', { title }), body, confirm: t('frame:delete'), isDangerous: true }))) return
    try {
      await remove(pathOf(resource, id))
    } catch (error) {
      failedToast(error)
      return
    }
    draft.discard()
    void client.invalidateQueries({ predicate: ({ queryKey }) => !(queryKey[1] === 'one' && queryKey[2] === id) })
    said(t('delete.done', { title }))
    await navigate({ to: parent ? `/documents/${type}/${encodeURIComponent(parent.id)}` : `/documents/${type}`, ignoreBlocker: true } as never)
  }
  const Lost = () => <>{t('delete.body', { count: product.variants?.length ?? 0, links: product.assetLinks.length + product.documentLinks.length + product.parentLinks.length })}</>
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('actions.more')}><IconDots size={18} /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {resource === 'documents' && <Menu.Item leftSection={<IconCopy size={16} stroke={1.6} />} onClick={duplicating.open}>{t('actions.duplicate')}</Menu.Item>}
          <Menu.Item leftSection={<IconLink size={16} stroke={1.6} />} onClick={copyLink}>{t('actions.copyLink')}</Menu.Item>
          <Menu.Item leftSection={product.isActive ? <IconCircleOff size={16} stroke={1.6} /> : <IconPower size={16} stroke={1.6} />} onClick={() => void switchOver()}>
            {t(product.isActive ? 'actions.deactivate' : 'actions.activate')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.6} />} onClick={() => void destroy()}>{t('actions.delete')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isDuplicating && <DuplicateDialog onClose={duplicating.close} />}
    </>
  )
}
