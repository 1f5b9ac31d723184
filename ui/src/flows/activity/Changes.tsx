import { Button, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '@/api/client'
import { Failed } from '@/components/Failed'
import { Pill, type Tone } from '../Pill'
import { pathOf } from '../process'
import styles from './Changes.module.css'
import { usePathName, useShown } from './words'

interface Foreseen {
  sheet: string
  line: number
  id: string
  effect: 'created' | 'updated' | 'deleted'
  changes: { path: string; before?: unknown; after?: unknown }[]
}

const TONES: Record<Foreseen['effect'], Tone> = { created: 'good', updated: 'accent', deleted: 'bad' }
const AT_ONCE = 50
const KEPT = 1_000

/** What a dry run would change, thing by thing, with what is there before and after. */
export function Changes({ process, isOfFile }: { process: string; isOfFile: boolean }) {
  const { t } = useTranslation('flows')
  const [effect, setEffect] = useState('all')
  const [most, setMost] = useState(AT_ONCE)
  const asked = useQuery({ queryKey: ['process', process, 'changes'], queryFn: () => get<Foreseen[]>(`${pathOf(process)}/changes`), staleTime: Infinity })
  if (asked.isPending) return <Skeleton height={160} />
  if (asked.error) return <Failed error={asked.error} onRetry={() => void asked.refetch()} />
  const all = asked.data
  if (all.length === 0) return <Text size="sm" c="var(--soft)">{t('changes.none')}</Text>
  const effects = [...new Set(all.map((one) => one.effect))]
  const shown = effect === 'all' ? all : all.filter((one) => one.effect === effect)
  return (
    <Stack gap="xs" align="stretch">
      {effects.length > 1 && (
        <SegmentedControl
          size="xs" style={{ alignSelf: 'flex-start' }} value={effect} onChange={setEffect} aria-label={t('changes.which')}
          data={[{ value: 'all', label: t('changes.all') }, ...effects.map((one) => ({ value: one, label: t(`changes.${one}`) }))]}
        />
      )}
      <div className={styles.items} tabIndex={0} role="region" aria-label={t(isOfFile ? 'changes.title' : 'changes.undone')}>
        {shown.slice(0, most).map((one) => <Item key={`${one.sheet}:${one.line}:${one.id}`} foreseen={one} isOfFile={isOfFile} />)}
      </div>
      {shown.length > most && <Button variant="subtle" size="compact-sm" onClick={() => setMost(most + AT_ONCE)}>{t('changes.more', { count: shown.length - most })}</Button>}
      {all.length >= KEPT && <Text size="sm" c="var(--soft)">{t('changes.kept', { count: KEPT })}</Text>}
    </Stack>
  )
}

function Item({ foreseen: { id, effect, line, sheet, changes }, isOfFile }: { foreseen: Foreseen; isOfFile: boolean }) {
  const { t } = useTranslation('flows')
  const name = usePathName()
  const shown = useShown()
  const isThere = (value: unknown) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
  const told = changes.filter(({ before, after }) => isThere(before) || isThere(after))
  return (
    <article className={styles.item}>
      <div className={styles.head}>
        <Pill tone={TONES[effect]}>{t(`changes.${effect}`)}</Pill>
        <code>{id}</code>
        {isOfFile && <span className={styles.place}>{t('changes.at', { sheet, line })}</span>}
      </div>
      <dl className={styles.fields}>
        {told.map(({ path, before, after }) => (
          <div key={path} style={{ display: 'contents' }}>
            <dt>{name(path)}</dt>
            <dd>
              {isThere(before) && <del className={styles.before}>{shown(before)}</del>}
              {isThere(before) && isThere(after) && ' → '}
              {isThere(after) && <ins className={styles.after}>{shown(after)}</ins>}
            </dd>
          </div>
        ))}
      </dl>
    </article>
  )
}
