import { ActionIcon, Button, MultiSelect, Select, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { all } from '@/api/client'
import type { Labels } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import type { Transition, WorkflowNode } from '../definition'
import { LabelsInput } from '../LabelsInput'
import { MONO } from '../mono'
import { unused } from './unused'
import styles from './Workflow.module.css'

interface Props {
  value: Transition[]
  nodes: WorkflowNode[]
  /** The codes of those that are saved: they stay as they are. */
  known: string[]
  error: (path: string) => string | undefined
  onChange: (value: Transition[]) => void
}

const ANYWHERE = '*'

/** The ways from node to node, and who may take them. */
export function TransitionsInput({ value, nodes, known, error, onChange }: Props) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const roles = useQuery({ queryKey: ['roles'], queryFn: () => all<{ id: string; name: Labels | string }>('/api/users/groups'), staleTime: 60_000 }).data ?? []
  const set = (id: string, change: Partial<Transition>) => onChange(value.map((link) => (link.id === id ? { ...link, ...change } : link)))
  const ends = nodes.map((node) => ({ value: node.id, label: label(node.name, node.id) }))
  const add = () => onChange([...value, { id: unused('step', value), name: {}, roles: [], from: nodes[0]?.id ?? null, to: nodes.at(-1)?.id ?? '' }])
  return (
    <Stack gap="xs">
      {value.map((link, index) => (
        <div key={index} className={styles.part}>
          <div className={styles.wide}>
            <LabelsInput label={t('name')} value={link.name} error={error(`links.${link.id}`)} onChange={(name) => set(link.id, { name })} />
          </div>
          <TextInput label={t('code')} styles={MONO} disabled={known.includes(link.id)} value={link.id} className={styles.code} onChange={(event) => set(link.id, { id: event.currentTarget.value })} />
          <Select label={t('workflows.from')} data={[{ value: ANYWHERE, label: t('workflows.anywhere') }, ...ends]} value={link.from ?? ANYWHERE} allowDeselect={false} className={styles.code} onChange={(from) => set(link.id, { from: from === ANYWHERE ? null : from })} />
          <Select label={t('workflows.to')} data={ends} value={link.to} allowDeselect={false} className={styles.code} onChange={(to) => to && set(link.id, { to })} />
          <MultiSelect label={t('workflows.roles')} placeholder={link.roles.length ? undefined : t('workflows.everybody')} data={roles.map((role) => ({ value: role.id, label: typeof role.name === 'string' ? role.name : label(role.name, role.id) }))} value={link.roles} className={styles.roles} nothingFoundMessage={t('workflows.noRoles')} searchable onChange={(to) => set(link.id, { roles: to })} />
          <Tooltip label={t('workflows.removeLink')}>
            <ActionIcon variant="subtle" color="gray" size={36} className={styles.remove} aria-label={`${t('workflows.removeLink')} ${link.id}`} onClick={() => onChange(value.filter((one) => one !== link))}>
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
      {error('links') && <Text size="sm" c="var(--bad)" role="alert">{error('links')}</Text>}
      <div><Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>{t('workflows.addLink')}</Button></div>
    </Stack>
  )
}
