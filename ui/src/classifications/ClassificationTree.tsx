import { ActionIcon, CloseButton, Group, Skeleton, Stack, TextInput, Tooltip } from '@mantine/core'
import { IconFold, IconSearch, IconSelector } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/components/Failed'
import { Tree, type Branch, type Move, type TreeHandle } from '@/components/Tree'
import { useName } from '@/values/useName'
import { branchesOf } from './branches'
import { useNodes } from './catalogs'
import styles from './ClassificationTree.module.css'
import type { Catalog } from './types'

interface Props {
  catalog: Catalog
  chosen?: string
  onChoose?: (id: string) => void
  onMove?: (move: Move) => void
  onRename?: (id: string, name: string) => void
  onDelete?: (id: string) => void
  isRefused?: (ids: string[], parent: string | null) => boolean
  mark?: (branch: Branch) => ReactNode
  /** Stands beside the search box. */
  actions?: ReactNode
  /** Shown instead of an empty tree. */
  empty?: ReactNode
  handle?: RefObject<TreeHandle | null>
}

/** The classifications of a catalog as a tree, with a box that filters them. */
export function ClassificationTree({ catalog, actions, empty, handle: given, ...tree }: Props) {
  const { t } = useTranslation('trees')
  const name = useName()
  const { nodes, isWhole, isPending, error, refetch } = useNodes(catalog.id)
  const [typed, setTyped] = useState('')
  const filter = useDeferredValue(typed)
  const own = useRef<TreeHandle>(null)
  const handle = given ?? own
  const branches = useMemo(() => branchesOf(nodes, catalog.root.id, (node) => name(node.name, node.id)), [nodes, catalog.root.id, name])
  return (
    <div className={styles.side}>
      <Group gap={6} wrap="nowrap" className={styles.bar}>
        <TextInput
          flex={1}
          size="xs"
          aria-label={t('filter')}
          placeholder={t('filter')}
          leftSection={<IconSearch size={15} stroke={1.6} />}
          rightSection={typed && <CloseButton size="xs" aria-label={t('clearFilter')} onClick={() => setTyped('')} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Small label={t('openAll')} onClick={() => handle.current?.openAll()}><IconSelector size={16} stroke={1.6} /></Small>
        <Small label={t('closeAll')} onClick={() => handle.current?.closeAll()}><IconFold size={16} stroke={1.6} /></Small>
        {actions}
      </Group>
      {error && <Failed error={error} onRetry={refetch} />}
      {isPending && <Stack gap={10} p="sm" aria-busy>{[70, 50, 60, 45, 65].map((width, at) => <Skeleton key={at} h={14} w={`${width}%`} />)}</Stack>}
      {!isPending && !error && branches.length === 0 && isWhole && empty}
      {branches.length > 0 && (
        <Tree
          {...tree}
          label={t('treeOf', { name: catalog.name })}
          branches={branches}
          filter={filter}
          handle={handle}
          trail={(branch) => branch.children?.length || null}
        />
      )}
    </div>
  )
}

function Small({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={30} aria-label={label} onClick={onClick}>{children}</ActionIcon>
    </Tooltip>
  )
}
