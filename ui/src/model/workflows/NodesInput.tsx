import { ActionIcon, Button, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ColourInput, COLOURS } from '../ColourInput'
import type { WorkflowNode } from '../definition'
import { LabelsInput } from '../LabelsInput'
import { MONO } from '../mono'
import { unused } from './unused'
import styles from './Workflow.module.css'

interface Props {
  value: WorkflowNode[]
  /** The codes of those that are saved: they stay as they are. */
  known: string[]
  error: (path: string) => string | undefined
  onChange: (value: WorkflowNode[]) => void
}

/** Where documents may stand, in order; new ones stand at the first. */
export function NodesInput({ value, known, error, onChange }: Props) {
  const { t } = useTranslation('model')
  const set = (id: string, change: Partial<WorkflowNode>) => onChange(value.map((node) => (node.id === id ? { ...node, ...change } : node)))
  const add = () => onChange([...value, { id: unused('node', value), name: {}, color: COLOURS[value.length % COLOURS.length] ?? null }])
  return (
    <Stack gap="xs">
      {value.map((node, index) => (
        <div key={index} className={styles.part}>
          <div className={styles.wide}>
            <LabelsInput label={t('name')} value={node.name} error={error(`nodes.${node.id}`)} onChange={(name) => set(node.id, { name })} />
          </div>
          <TextInput label={t('code')} styles={MONO} disabled={known.includes(node.id)} value={node.id} className={styles.code} onChange={(event) => set(node.id, { id: event.currentTarget.value })} />
          <ColourInput value={node.color ?? ''} className={styles.code} onChange={(color) => set(node.id, { color: color || null })} />
          <Tooltip label={t('workflows.removeNode')}>
            <ActionIcon variant="subtle" color="gray" size={36} className={styles.remove} aria-label={`${t('workflows.removeNode')} ${node.id}`} disabled={value.length === 1} onClick={() => onChange(value.filter((one) => one !== node))}>
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
      {error('nodes') && <Text size="sm" c="var(--bad)" role="alert">{error('nodes')}</Text>}
      <div><Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>{t('workflows.addNode')}</Button></div>
    </Stack>
  )
}
