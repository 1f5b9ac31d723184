import { Button, Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/error'
import { useLabel } from '@/layout/DataLocale'
import { CodeInput } from '../CodeInput'
import type { Transition, Workflow, WorkflowNode } from '../definition'
import { Editing } from '../Editing'
import { Editor } from '../Editor'
import { LabelsInput } from '../LabelsInput'
import { TypeOfInput } from '../TypeOfInput'
import type { Draft } from '../useDraft'
import { useIdNamed } from '../ways'
import { Diagram } from './Diagram'
import { NodesInput } from './NodesInput'
import { TransitionsInput } from './TransitionsInput'

const PATH = '/api/workflows'
const BACK = '/settings/workflows'
const BLANK = {
  id: '', name: {}, description: {}, documentType: null,
  nodes: { draft: { id: 'draft', name: {}, color: '#6B7280' }, done: { id: 'done', name: {}, color: '#16A34A' } },
  links: { finish: { id: 'finish', name: {}, roles: [], from: 'draft', to: 'done' } },
} as unknown as Workflow

/** A workflow: where documents may stand, and the ways between. */
export function WorkflowEditor() {
  return (
    <Editing path={PATH} id={useIdNamed()} blank={BLANK} back={BACK} to={(made) => `${BACK}/${made}`}>
      {(draft) => <Form draft={draft} />}
    </Editing>
  )
}

const there = <T,>(parts: Record<string, T | null>): T[] => Object.values(parts).filter((part): part is NonNullable<typeof part> => part !== null)
const byId = <T extends { id: string }>(parts: T[]): Record<string, T> => Object.fromEntries(parts.map((part) => [part.id, part]))

function Form({ draft }: { draft: Draft<Workflow> }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { value, original } = draft
  const nodes = there<WorkflowNode>(value.nodes)
  const links = there<Transition>(value.links)
  const known = original ? Object.keys(original.nodes) : []
  const setNodes = (to: WorkflowNode[]) => draft.set({ nodes: byId(to), links: byId(links.filter((link) => hasEnds(link, to))) })
  const isHeld = draft.failure instanceof ApiError && draft.failure.status === 409 && original !== null
  return (
    <Editor draft={draft} path={PATH} back={BACK} isWide title={original ? label(original.name, original.id) : t('workflows.new')}>
      {isHeld && (
        <Group>
          <Button color="red" variant="light" onClick={() => void draft.save({ force: true })}>{t('workflows.force', { node: label(nodes[0]?.name, nodes[0]?.id) })}</Button>
        </Group>
      )}
      <Diagram nodes={nodes} links={links} />
      <LabelsInput label={t('name')} required value={value.name} onChange={(name) => draft.set({ name })} error={draft.error('name')} />
      {!original && <CodeInput draft={draft} />}
      <LabelsInput label={t('description')} isLong value={value.description} onChange={(description) => draft.set({ description })} error={draft.error('description')} />
      <TypeOfInput draft={draft} />
      <Title order={2} size="h3" mt="sm">{t('workflows.nodes')}</Title>
      <Text size="sm" c="var(--soft)">{t('workflows.nodesHelp')}</Text>
      <NodesInput value={nodes} known={known} error={draft.error} onChange={setNodes} />
      <Title order={2} size="h3" mt="sm">{t('workflows.links')}</Title>
      <Text size="sm" c="var(--soft)">{t('workflows.linksHelp')}</Text>
      <TransitionsInput value={links} nodes={nodes} known={original ? Object.keys(original.links) : []} error={draft.error} onChange={(to) => draft.set({ links: byId(to) })} />
    </Editor>
  )
}

/** Ways from or to what is gone go too. */
const hasEnds = (link: Transition, nodes: WorkflowNode[]) =>
  nodes.some((node) => node.id === link.to) && (link.from === null || nodes.some((node) => node.id === link.from))
