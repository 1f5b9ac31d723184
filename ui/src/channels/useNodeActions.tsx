import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { patch } from '@/api/client'
import { queries } from '@/api/queries'
import { byParent } from '@/classifications/branches'
import { changeNodes, refreshNodes } from '@/classifications/catalogs'
import { ChooseNode } from '@/classifications/ChooseNode'
import { move } from '@/classifications/moves'
import { NewNode } from '@/classifications/NewNode'
import type { NodeActions } from '@/classifications/NodeMenu'
import type { Catalog, Node } from '@/classifications/types'
import { History } from '@/components/History'
import { Impact } from '@/components/Impact'
import { SidePanel } from '@/components/SidePanel'
import { failedToast, said } from '@/components/toast'
import type { Move } from '@/components/Tree'
import { useDataLocale } from '@/layout/DataLocale'
import { useName } from '@/values/useName'

interface Given {
  catalog: Catalog
  nodes: Node[]
  chosen?: string
  choose: (id: string | undefined) => void
  /** Opens the name in the tree. */
  rename: (id: string) => void
}

type Asked = { kind: 'create' | 'moveTo' | 'remove' | 'history'; id: string }

/** Everything that is done to the nodes of a channel, and the questions that it takes. */
export function useNodeActions({ catalog, nodes, chosen, choose, rename }: Given) {
  const { t } = useTranslation('trees')
  const { locale } = useDataLocale()
  const name = useName()
  const [asked, ask] = useState<Asked | null>(null)
  const root = catalog.root.id
  const find = (id: string) => nodes.find((node) => node.id === id)
  const nameOf = (id: string | null) => (id && id !== root ? name(find(id)?.name, id) : catalog.name)
  const close = () => ask(null)

  const onMove = (wish: Move) => {
    const [first = ''] = wish.ids
    const isInside = find(first)?.parent?.id === (wish.parent ?? root)
    const message = isInside ? t('moved.inside', { name: nameOf(first), in: nameOf(wish.parent) }) : t('moved.into', { name: nameOf(first), into: nameOf(wish.parent) })
    void move(catalog.id, nodes, wish, root, message)
  }
  const change = async (id: string, body: object, shown: Partial<Node>, back: object, message: string) => {
    const write = async (sent: object) => {
      await patch(`/api/classifications/${encodeURIComponent(id)}`, sent)
      void queries.invalidateQueries({ queryKey: ['thing', `/api/classifications/${encodeURIComponent(id)}`] })
      await refreshNodes()
    }
    changeNodes(catalog.id, (all) => all.map((node) => (node.id === id ? { ...node, ...shown } : node)))
    try {
      await write(body)
      said(message, { undo: () => write(back) })
    } catch (error) {
      failedToast(error)
      void refreshNodes()
    }
  }
  const named = (text: string | null) => ({ attributes: { classification_name: { [locale]: text } } })
  const onRename = (id: string, text: string) => {
    const node = find(id)
    const before = node?.name[locale] ?? null
    if (!node || text === name(node.name, id)) return
    void change(id, named(text), { name: { ...node.name, [locale]: text } }, named(before), t('renamed', { name: text }))
  }
  const actions: NodeActions = {
    create: (id) => ask({ kind: 'create', id }),
    moveTo: (id) => ask({ kind: 'moveTo', id }),
    remove: (id) => ask({ kind: 'remove', id }),
    history: (id) => ask({ kind: 'history', id }),
    rename,
    activate: (id, isActive) => void change(id, { isActive }, { isActive }, { isActive: !isActive }, t(isActive ? 'activated' : 'deactivated', { name: nameOf(id) })),
    shift: (id, by) => {
      const parent = find(id)?.parent?.id ?? root
      const at = (byParent(nodes).get(parent) ?? []).findIndex((node) => node.id === id) + by
      if (at >= 0) onMove({ ids: [id], parent: parent === root ? null : parent, index: at })
    },
  }
  const dialogs = asked && (
    <>
      {asked.kind === 'create' && (
        <NewNode
          parent={asked.id}
          parentName={nameOf(asked.id)}
          nodes={nodes}
          onClose={close}
          onMade={(id) => {
            close()
            choose(id)
          }}
        />
      )}
      {asked.kind === 'moveTo' && (
        <ChooseNode
          title={t('node.moveTitle', { name: nameOf(asked.id) })}
          action={t('node.moveHere')}
          topLabel={t('node.toTop')}
          objectType={catalog.objectType}
          catalog={catalog.id}
          onClose={close}
          onChoose={(to) => {
            close()
            onMove({ ids: [asked.id], parent: to === root ? null : to, index: Infinity })
          }}
        />
      )}
      {asked.kind === 'history' && (
        <SidePanel title={t('node.historyOf', { name: nameOf(asked.id) })} onClose={close}>
          <History path={`/api/classifications/${encodeURIComponent(asked.id)}`} />
        </SidePanel>
      )}
      {asked.kind === 'remove' && (
        <Impact
          path={`/api/classifications/${encodeURIComponent(asked.id)}`}
          name={nameOf(asked.id)}
          params={{ recursive: true }}
          onClose={close}
          onDeleted={() => {
            close()
            if (asked.id === chosen) choose(find(asked.id)?.parent?.id === root ? undefined : find(asked.id)?.parent?.id)
          }}
        />
      )}
    </>
  )
  return { actions, onMove, onRename, dialogs }
}
