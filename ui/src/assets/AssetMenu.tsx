import { ActionIcon, Menu } from '@mantine/core'
import { IconCopy, IconDots, IconEye, IconEyeOff, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { patch } from '@/api/client'
import { queries } from '@/api/queries'
import { failedToast, said } from '@/components/toast'
import type { Asset } from './types'
import { useAssetTitle } from './useAssetTitle'

/** What else can be done with an asset. */
export function AssetMenu({ asset, onDelete }: { asset: Asset; onDelete: () => void }) {
  const { t } = useTranslation('assets')
  const go = useNavigate()
  const name = useAssetTitle()(asset)
  const checksum = asset.metadata?.checksum
  const path = `/api/assets/${encodeURIComponent(asset.id)}`
  const activate = async (isActive: boolean) => {
    await patch(path, { isActive })
    await queries.invalidateQueries({ queryKey: ['thing', path] })
  }
  const switched = () =>
    activate(!asset.isActive)
      .then(() => said(t(asset.isActive ? 'trees:deactivated' : 'trees:activated', { name }), { undo: () => activate(asset.isActive) }))
      .catch(failedToast)
  return (
    <Menu position="bottom-end">
      <Menu.Target><ActionIcon variant="default" size={36} aria-label={t('trees:actionsOf', { name })}><IconDots size={16} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        {checksum && <Menu.Item leftSection={<IconCopy size={16} stroke={1.6} />} onClick={() => void go({ to: '/assets', search: { checksum } })}>{t('findDuplicates')}</Menu.Item>}
        <Menu.Item leftSection={asset.isActive ? <IconEyeOff size={16} stroke={1.6} /> : <IconEye size={16} stroke={1.6} />} onClick={() => void switched()}>{t(asset.isActive ? 'trees:node.deactivate' : 'trees:node.activate')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.6} />} onClick={onDelete}>{t('frame:delete')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
