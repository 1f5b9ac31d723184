import { Button, Popover, Skeleton } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Props } from './ColumnChoices'

const load = () => import('./ColumnChoices')
const ColumnChoices = lazy(load)

/** The columns of a list: which, in what order, and which of them stay. */
export function ColumnChooser(props: Props) {
  const { t } = useTranslation('documents')
  return (
    <Popover position="bottom-end" width={340} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button size="compact-sm" variant="default" leftSection={<IconColumns3 size={15} />} onMouseEnter={load} onFocus={load}>{t('columns.title')}</Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('columns.title')}>
        <Suspense fallback={<Skeleton height={420} />}><ColumnChoices {...props} /></Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
