import { ActionIcon, Menu, Text, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCursorText, IconDots, IconEye, IconEyeOff, IconFolderSymlink, IconHistory, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Classification } from './types'

/** What can be done with nodes of a tree. */
export interface NodeActions {
  create: (parent: string) => void
  rename: (id: string) => void
  moveTo: (id: string) => void
  shift: (id: string, by: 1 | -1) => void
  activate: (id: string, isActive: boolean) => void
  remove: (id: string) => void
  history: (id: string) => void
}

export function NodeMenu({ node, name, actions }: { node: Classification; name: string; actions: NodeActions }) {
  const { t } = useTranslation('trees')
  const { id, isActive } = node
  const key = (keys: string) => <Text size="xs" c="var(--soft)">{keys}</Text>
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Tooltip label={t('actions')}>
          <ActionIcon variant="default" size={30} aria-label={t('actionsOf', { name })}><IconDots size={16} /></ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCursorText size={16} stroke={1.6} />} rightSection={key('F2')} onClick={() => actions.rename(id)}>{t('rename')}</Menu.Item>
        <Menu.Item leftSection={<IconFolderSymlink size={16} stroke={1.6} />} onClick={() => actions.moveTo(id)}>{t('node.moveTo')}</Menu.Item>
        <Menu.Item leftSection={<IconArrowUp size={16} stroke={1.6} />} rightSection={key('Alt ↑')} onClick={() => actions.shift(id, -1)}>{t('node.up')}</Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={16} stroke={1.6} />} rightSection={key('Alt ↓')} onClick={() => actions.shift(id, 1)}>{t('node.down')}</Menu.Item>
        <Menu.Item leftSection={isActive ? <IconEyeOff size={16} stroke={1.6} /> : <IconEye size={16} stroke={1.6} />} onClick={() => actions.activate(id, !isActive)}>
          {t(isActive ? 'node.deactivate' : 'node.activate')}
        </Menu.Item>
        <Menu.Item leftSection={<IconHistory size={16} stroke={1.6} />} onClick={() => actions.history(id)}>{t('node.history')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.6} />} rightSection={key(t('node.deleteKey'))} onClick={() => actions.remove(id)}>{t('frame:delete')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
