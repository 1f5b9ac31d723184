import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconFileImport, IconFilterOff, IconPackage, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/components/Empty'
import { places } from '@/layout/places'
import { isEmpty } from './filter/json'
import type { ListState } from './useListState'

/** An empty list: nothing is there yet, or nothing is as it was asked for. */
export function NothingFound({ name, state, onNew }: { name: string; state: ListState; onNew: () => void }) {
  const { t } = useTranslation('documents')
  if (state.search || !isEmpty(state.filter)) {
    return (
      <Empty
        icon={IconFilterOff}
        title={t('empty.noneFound')}
        actions={<Button variant="default" onClick={() => state.change({ search: '', filter: {} })}>{t('empty.clear')}</Button>}
      >
        {t('empty.noneFoundHint')}
      </Empty>
    )
  }
  return (
    <Empty
      icon={IconPackage}
      title={t('empty.title', { name })}
      actions={<>
        <Button leftSection={<IconPlus size={16} />} onClick={onNew}>{t('new')}</Button>
        <Button variant="default" leftSection={<IconFileImport size={16} />} component={Link} to={places.imports}>{t('empty.import')}</Button>
      </>}
    >
      {t('empty.hint')}
    </Empty>
  )
}
