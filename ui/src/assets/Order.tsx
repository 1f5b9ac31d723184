import { Button, Menu } from '@mantine/core'
import { IconArrowsSort, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CHOICES, type AssetSearch } from './search'

interface Props {
  search: AssetSearch
  onChange: (change: Partial<AssetSearch>) => void
}

/** In which order assets stand. */
export function Order({ search, onChange }: Props) {
  const { t } = useTranslation('assets')
  const order = search.order ?? (search.search ? undefined : 'dateModified')
  const isDescending = search.descending ?? order !== 'id'
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button aria-label={`${t('order')}${t('colon')}${t(`orders.${order ?? 'rank'}`)}`} size="xs" variant="subtle" color="gray" leftSection={<IconArrowsSort size={14} />}>{order ? t(`orders.${order}`) : t('orders.rank')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {CHOICES.order.map((one) => (
          <Menu.Item key={one} rightSection={one === order && <IconCheck size={14} />} onClick={() => onChange({ order: one, descending: undefined })}>{t(`orders.${one}`)}</Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item rightSection={!isDescending && <IconCheck size={14} />} onClick={() => onChange({ order, descending: false })}>{t('ascending')}</Menu.Item>
        <Menu.Item rightSection={isDescending && <IconCheck size={14} />} onClick={() => onChange({ order, descending: true })}>{t('descending')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
