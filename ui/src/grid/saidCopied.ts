import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'
import { COPIED } from './clipboard'

/** Says what came of a copy that rows had to be loaded for. */
export function saidCopied(outcome: { rows: number } | { again: true } | { tooMany: number }, t: TFunction<'grid'>) {
  if ('rows' in outcome) notifications.show({ message: t('grid:copied', { count: outcome.rows }) })
  else if ('again' in outcome) notifications.show({ message: t('grid:copyAgain') })
  else notifications.show({ color: 'red', message: t('grid:copyTooMany', { rows: outcome.tooMany, limit: COPIED }) })
}
