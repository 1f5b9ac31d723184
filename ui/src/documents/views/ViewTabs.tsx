import { Button, Group, Tabs, Tooltip } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { said, failedToast } from '@/components/toast'
import { useMe } from '@/session/SessionProvider'
import type { ListState } from '../useListState'
import { ViewMenu } from './ViewMenu'
import { useSaveView } from './views'
import styles from './ViewTabs.module.css'

const ViewDialog = lazy(() => import('./ViewDialog').then((module) => ({ default: module.ViewDialog })))

const ALL = 'all'

/** The kept views of a list; what was changed of one can be kept, or forgotten. */
export function ViewTabs({ type, state }: { type: string; state: ListState }) {
  const { t } = useTranslation('documents')
  const me = useMe()
  const saving = useSaveView()
  const [asked, ask] = useState<'new' | 'change' | null>(null)
  const { view, views, isChanged } = state
  const isMine = view !== undefined && (view.owner === me.username || me.admin)
  const shown = { search: state.search || null, filter: state.filter, order: state.order, columns: state.columns }

  const keep = () => view && saving.mutate({ id: view.id, ...shown }, {
    onSuccess: (saved) => { state.choose(saved); said(t('views.saved', { name: saved.name })) },
    onError: failedToast,
  })

  const bar = useRef<HTMLDivElement>(null)
  // Of many, the one that is shown is in sight.
  useEffect(() => {
    bar.current?.querySelector('[role=tab][data-active]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [view?.id])
  return (
    <div className={styles.bar}>
      <Tabs
        ref={bar}
        value={view?.id ?? ALL}
        onChange={(id) => state.choose(views.find((one) => one.id === id))}
        className={styles.tabs}
        classNames={{ list: styles.list, tab: styles.tab }}
      >
        <Tabs.List aria-label={t('views.title')}>
          <Tabs.Tab value={ALL}>{t('views.all')}</Tabs.Tab>
          {views.map((one) => (
            <Tabs.Tab
              key={one.id}
              value={one.id}
              rightSection={one.isShared && <Tooltip label={t('views.shared')}><IconUsers size={13} aria-label={t('views.shared')} /></Tooltip>}
            >
              {one.name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Group gap={6} wrap="nowrap">
        {isChanged && view && <Button size="compact-sm" variant="subtle" color="gray" onClick={() => state.choose(view)}>{t('views.reset')}</Button>}
        {isChanged && isMine && <Button size="compact-sm" onClick={keep} loading={saving.isPending}>{t('views.save')}</Button>}
        {isChanged && <Button size="compact-sm" variant={isMine ? 'default' : 'light'} onClick={() => ask('new')}>{t('views.saveAs')}</Button>}
        {isMine && view && <ViewMenu view={view} onChange={() => ask('change')} onDeleted={() => state.choose(undefined)} />}
      </Group>
      <Suspense>
        {asked && (
          <ViewDialog
            view={asked === 'change' ? view : undefined}
            onClose={() => ask(null)}
            onSave={async (named) => {
              const fresh = { resource: 'documents', documentType: { id: type }, sequence: views.length + 1, locale: null, ...shown }
              const saved = await saving.mutateAsync(asked === 'change' && view ? { id: view.id, ...named } : { ...fresh, ...named })
              ask(null)
              if (asked === 'new') state.choose(saved)
            }}
          />
        )}
      </Suspense>
    </div>
  )
}
