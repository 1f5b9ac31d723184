import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { above } from './List'

/** What can be done with one row. */
export function RowMenu({ of, children }: { of: string; children: ReactNode }) {
  const { t } = useTranslation('flows')
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon className={above} variant="subtle" color="gray" aria-label={t('menuOf', { name: of })}><IconDots size={16} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
