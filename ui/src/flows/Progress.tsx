import { Button, Progress as Bar } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { remove } from '@/api/client'
import { failedToast } from '@/components/toast'
import { isOver, pathOf, type Process } from './process'
import styles from './Progress.module.css'
import { useLength } from './useLength'

/** How far a process is: a bar with numbers, the time left, and a way to end it. */
export function Progress({ process }: { process: Process }) {
  const { t } = useTranslation('flows')
  const length = useLength()
  const queries = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => remove(pathOf(process.id)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['process', process.id] }),
    onError: failedToast,
  })
  const { done, total, rate, secondsLeft } = process.progress
  const percent = total ? Math.min(100, (100 * done) / total) : done > 0 ? 100 : 4
  return (
    <div className={styles.progress}>
      <div className={styles.line} aria-live="polite">
        <span className="tabular">
          <strong>{total === null ? t('progress.done', { count: done }) : t('progress.of', { done, total })}</strong>
          {rate !== null && ` · ${t('progress.rate', { count: rate })}`}
        </span>
        <span className="tabular">
          {process.status === 'pending' ? t('progress.waiting') : secondsLeft !== null && t('progress.left', { time: length(secondsLeft) })}
        </span>
        {!isOver(process) && (
          <Button size="compact-sm" variant="default" loading={cancel.isPending} disabled={!!process.cancelledBy} onClick={() => cancel.mutate()}>
            {t(process.cancelledBy ? 'progress.ending' : 'progress.cancel')}
          </Button>
        )}
      </div>
      <Bar value={percent} striped={total === null} animated={total === null} aria-label={t('progress.label')} />
    </div>
  )
}
