import { ActionIcon, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCircleOff, IconCopy, IconDots, IconLink, IconPower, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Impact } from '@/components/Impact'
import { said } from '@/components/toast'
import { DuplicateDialog } from './DuplicateDialog'
import { useBringBack } from './Gone'
import { useOfProduct } from './ProductContext'
import { pathOf, useChange } from './useProduct'

/** What else can be done with a product. */
export function Actions() {
  const { t } = useTranslation('product')
  const { product, resource, id, title, type, parent, draft } = useOfProduct()
  const [isDuplicating, duplicating] = useDisclosure(false)
  const [isDeleting, deleting] = useDisclosure(false)
  const change = useChange(resource, id)
  const navigate = useNavigate()
  const turn = (isActive: boolean) => change(() => ({ isActive }))
  const switchOver = async () => {
    const isActive = !product.isActive
    if (await turn(isActive)) said(t(isActive ? 'actions.activated' : 'actions.deactivated'), { undo: () => turn(!isActive) })
  }
  const copyLink = () => void navigator.clipboard?.writeText(location.href).then(() => said(t('actions.linkCopied')))
  const bringBack = useBringBack(pathOf(resource, id))
  const leave = async () => {
    draft.discard()
    await navigate({ to: parent ? `/documents/${type}/${encodeURIComponent(parent.id)}` : `/documents/${type}`, ignoreBlocker: true } as never)
  }
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
          <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.6} />} onClick={deleting.open}>{t('actions.delete')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isDeleting && <Impact path={pathOf(resource, id)} name={title} onClose={deleting.close} onDeleted={leave} undo={bringBack} />}
      {isDuplicating && <DuplicateDialog onClose={duplicating.close} />}
    </>
  )
}
