import { Button, Group, Menu, SegmentedControl } from '@mantine/core'
import { IconCheck, IconLayoutGrid, IconList, IconSitemap } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChooseNode } from '@/classifications/ChooseNode'
import styles from './AssetFilters.module.css'
import { Chip, InClassification, Shown } from './Chips'
import { Order } from './Order'
import { SearchBox } from './SearchBox'
import { CHOICES, type AssetSearch } from './search'

interface Props {
  search: AssetSearch
  onChange: (change: Partial<AssetSearch>) => void
}

type Name = 'kind' | 'orientation' | 'size' | 'status'

const NAMES: Name[] = ['kind', 'orientation', 'size', 'status']

/** Search, filters as chips, order, and the way that assets are shown. */
export function AssetFilters({ search, onChange }: Props) {
  const { t } = useTranslation('assets')
  const [isChoosing, choose] = useState(false)
  return (
    <Group gap={8} className={styles.bar}>
      <SearchBox value={search.search ?? ''} onChange={(text) => onChange({ search: text || undefined })} />
      {NAMES.map((name) => (
        <Chip key={name} label={t(`filters.${name}`)} choices={CHOICES[name].map((value) => ({ value, label: t(`values.${name}.${value}`) }))} value={search[name] ?? null} onChange={(value) => onChange({ [name]: value ?? undefined })} />
      ))}
      <Chip
        label={t('filters.use')}
        choices={[{ value: 'true', label: t('used') }, { value: 'false', label: t('unused') }]}
        value={search.isUsed === undefined ? null : String(search.isUsed)}
        onChange={(value) => onChange({ isUsed: value === null ? undefined : value === 'true' })}
      />
      {search.classification ? (
        <InClassification id={search.classification} only={!!search.only} onClear={() => onChange({ classification: undefined, only: undefined })} onOpen={() => choose(true)} />
      ) : (
        <Menu>
          <Menu.Target><Button size="xs" variant="default" leftSection={<IconSitemap size={14} />} data-active={search.orphan} className={styles.chip}>{t(search.orphan ? 'orphan' : 'filters.classification')}</Button></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => choose(true)}>{t('filters.chooseClassification')}</Menu.Item>
            <Menu.Item rightSection={search.orphan && <IconCheck size={14} />} onClick={() => onChange({ orphan: search.orphan ? undefined : true })}>{t('orphan')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {search.checksum && <Shown label={t('duplicates')} onClear={() => onChange({ checksum: undefined })} />}
      <Group gap={8} ml="auto" wrap="nowrap">
        <Order search={search} onChange={onChange} />
        <SegmentedControl
          size="xs"
          aria-label={t('view')}
          value={search.view ?? 'gallery'}
          onChange={(view) => onChange({ view: view === 'list' ? 'list' : undefined })}
          data={[{ value: 'gallery', label: <ViewLabel icon={IconLayoutGrid} label={t('views.gallery')} /> }, { value: 'list', label: <ViewLabel icon={IconList} label={t('views.list')} /> }]}
        />
      </Group>
      {isChoosing && (
        <ChooseNode
          title={t('filters.chooseClassification')}
          action={t('filters.show')}
          objectType="asset"
          onClose={() => choose(false)}
          onChoose={(id) => {
            choose(false)
            onChange({ classification: id, orphan: undefined })
          }}
        />
      )}
    </Group>
  )
}

function ViewLabel({ icon: Mark, label }: { icon: typeof IconList; label: string }) {
  return <Group gap={5} wrap="nowrap"><Mark size={14} stroke={1.6} /><span>{label}</span></Group>
}
