import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Edit } from './CellEdits'
import { textOf, type GridModel, type Spot } from './GridModel'

interface Props<T> {
  edit: Edit
  spot: Spot & { id: string }
  model: GridModel<T>
}

/** Why the cell that is looked at wasn't saved, and what can be done with what was typed. */
export function CellNote<T>({ edit, spot, model }: Props<T>) {
  const { t } = useTranslation('grid')
  const column = model.column(spot.column)
  const item = model.rows[spot.row]?.item
  if (!column || !item) return null
  const drop = () => model.edits.drop(spot.id, spot.column)
  const again = () => void model.edits.again(spot.id, spot.column)
  return (
    <Paper className="vg-note" shadow="md" withBorder role="alert" data-grid-floats>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconAlertCircle size={18} color="var(--mantine-color-red-6)" />
        <Stack gap={6} flex={1}>
          <Text size="sm" fw={600}>{column.title} · {spot.id}</Text>
          {edit.theirs ? (
            <>
              <Text size="sm">{t('conflict')}</Text>
              <Text size="sm"><Text span c="var(--soft)">{t('yours')}</Text> {textOf(column, edit.after, item) || '—'}</Text>
              <Text size="sm"><Text span c="var(--soft)">{t('theirs')}</Text> {textOf(column, edit.theirs.value, item) || '—'}</Text>
            </>
          ) : <Text size="sm">{edit.error}</Text>}
          <Group gap="xs">
            {edit.typed === undefined && <Button size="compact-sm" onClick={again}>{t(edit.theirs ? 'keepMine' : 'again')}</Button>}
            <Button size="compact-sm" variant="default" onClick={drop}>{t(edit.theirs ? 'takeTheirs' : 'drop')}</Button>
          </Group>
        </Stack>
      </Group>
    </Paper>
  )
}
