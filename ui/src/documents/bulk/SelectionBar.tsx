import { Button, Menu, Transition } from '@mantine/core'
import { IconArrowsRightLeft, IconChevronDown, IconCopy, IconDownload, IconPencil, IconSitemap, IconTrash, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NOTHING, type Selection } from '@/grid/types'
import { useLabel } from '@/layout/DataLocale'
import type { Question } from '../rows'
import type { Definitions } from '../useDefinitions'
import { blank, targetOf, type Operation } from './operations'
import styles from './SelectionBar.module.css'

const BulkEdit = lazy(() => import('./BulkEdit').then((module) => ({ default: module.BulkEdit })))
const ExportDialog = lazy(() => import('./ExportDialog').then((module) => ({ default: module.ExportDialog })))

interface Props {
  selection: Selection
  total: number
  question: Question
  definitions: Definitions
  onSelection: (selection: Selection) => void
}

/** Comes up with a selection: how many it is, and what can be done with them. */
export function SelectionBar({ selection, total, question, definitions, onSelection }: Props) {
  const { t, i18n } = useTranslation('documents')
  const label = useLabel()
  const [asked, ask] = useState<Operation[] | null>(null)
  const [isExporting, setExporting] = useState(false)
  const count = selection.isAll ? total - selection.ids.size : selection.ids.size
  const target = targetOf(selection, question)
  const nodes = definitions.workflows.flatMap((workflow) => Object.values(workflow.nodes).map((node) => ({ workflow, node })))
  const spoken = (value: number) => value.toLocaleString(i18n.language)

  return (
    <>
      <Transition mounted={count > 0} transition="slide-up" duration={120}>
        {(style) => (
          <div className={styles.bar} style={style} role="toolbar" aria-label={t('bulk.bar')}>
            <span className={styles.count} role="status">{t('bulk.selected', { count, spoken: spoken(count) })}</span>
            <Button size="compact-md" variant="default" leftSection={<IconPencil size={15} />} onClick={() => ask([blank('set')])}>{t('bulk.edit')}</Button>
            <Button size="compact-md" variant="default" leftSection={<IconSitemap size={15} />} onClick={() => ask([blank('classify')])}>{t('bulk.classify')}</Button>
            {nodes.length > 0 && (
              <Menu position="top-start">
                <Menu.Target>
                  <Button size="compact-md" variant="default" leftSection={<IconArrowsRightLeft size={15} />} rightSection={<IconChevronDown size={14} />}>{t('bulk.transition')}</Button>
                </Menu.Target>
                <Menu.Dropdown>
                  {nodes.map(({ workflow, node }) => (
                    <Menu.Item
                      key={`${workflow.id}.${node.id}`}
                      leftSection={<span className={styles.dot} style={{ background: node.color ?? 'var(--soft)' }} />}
                      onClick={() => ask([{ op: 'transition', workflow: workflow.id, node: node.id }])}
                    >
                      {definitions.workflows.length > 1 ? `${label(workflow.name, workflow.id)}: ` : ''}{label(node.name, node.id)}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            )}
            <Button size="compact-md" variant="default" leftSection={<IconDownload size={15} />} onClick={() => setExporting(true)}>{t('bulk.export')}</Button>
            <Button size="compact-md" variant="default" leftSection={<IconCopy size={15} />} onClick={() => ask([blank('duplicate')])}>{t('bulk.duplicate')}</Button>
            <Button size="compact-md" variant="light" color="red" leftSection={<IconTrash size={15} />} onClick={() => ask([blank('delete')])}>{t('bulk.delete')}</Button>
            {count < total && <Button size="compact-md" variant="subtle" onClick={() => onSelection({ isAll: true, ids: new Set() })}>{t('bulk.all', { count: total, spoken: spoken(total) })}</Button>}
            <Button size="compact-md" variant="subtle" color="gray" leftSection={<IconX size={15} />} onClick={() => onSelection(NOTHING)}>{t('bulk.none')}</Button>
          </div>
        )}
      </Transition>
      <Suspense>
        {asked && (
          <BulkEdit target={target} count={count} begun={asked} definitions={definitions} onClose={() => ask(null)} onRun={() => onSelection(NOTHING)} />
        )}
        {isExporting && <ExportDialog target={target} count={count} type={question.type} onClose={() => setExporting(false)} />}
      </Suspense>
    </>
  )
}
