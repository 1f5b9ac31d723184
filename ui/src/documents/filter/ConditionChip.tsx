import { Popover, Skeleton, Tooltip, UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Condition } from './conditions'
import type { Field } from './fields'
import styles from './FilterBar.module.css'
import { useWords } from './useWords'

// Its inputs are needed once a chip is opened, not to show a list.
const ConditionEditor = lazy(() => import('./ConditionEditor').then((module) => ({ default: module.ConditionEditor })))

interface Props {
  /** None: something that only programs write. */
  condition: Condition | undefined
  field: Field | undefined
  isOpen: boolean
  alternative: string
  onOpen: () => void
  onClose: () => void
  onChange: (condition: Condition) => void
  onAlternative: (() => void) | undefined
  onRemove: () => void
}

/** One condition as a chip: read at a glance, opened to change, taken away by its cross. */
export function ConditionChip({ condition, field, isOpen, alternative, onOpen, onClose, onChange, onAlternative, onRemove }: Props) {
  const { t } = useTranslation('documents')
  const { title, how, what } = useWords(condition ?? { field: t('filter.other'), op: 'filled' }, field)
  return (
    <Popover opened={isOpen && field !== undefined} onChange={(opened) => !opened && onClose()} position="bottom-start" shadow="md" withinPortal trapFocus returnFocus>
      <span className={styles.chip} data-open={isOpen || undefined}>
        <Popover.Target>
          <UnstyledButton className={styles.words} onClick={isOpen ? onClose : onOpen} disabled={!field}>
            <span className={styles.title}>{title}</span>
            {condition && <span className={styles.how}>{how}</span>}
            {what && <span className={styles.what}>{what}</span>}
          </UnstyledButton>
        </Popover.Target>
        <Tooltip label={t('filter.remove')}>
          <UnstyledButton className={styles.remove} onClick={onRemove} aria-label={`${t('filter.remove')}: ${title}`}><IconX size={13} /></UnstyledButton>
        </Tooltip>
      </span>
      <Popover.Dropdown aria-label={title}>
        <Suspense fallback={<Skeleton w={320} h={120} />}>
          {condition && field && (
            <ConditionEditor field={field} condition={condition} onChange={onChange} onDone={onClose} onAlternative={onAlternative} alternative={alternative} />
          )}
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
