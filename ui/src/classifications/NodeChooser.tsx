import { Button, Group, Modal, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCatalogs } from './catalogs'
import styles from './NodeChooser.module.css'
import { ClassificationTree } from './ClassificationTree'

export interface Props {
  title: string
  /** The button's verb. */
  action: string
  objectType: 'document' | 'asset'
  /** Only in this catalog. */
  catalog?: string
  /** Offers the top of the catalog too. */
  topLabel?: string
  onChoose: (id: string) => void
  onClose: () => void
}

/** Asks for a classification, by the trees of all catalogs. */
export function NodeChooser({ title, action, objectType, catalog: only, topLabel, onChoose, onClose }: Props) {
  const { t } = useTranslation('trees')
  const { data } = useCatalogs()
  const catalogs = (data ?? []).filter((one) => one.objectType === objectType && (!only || one.id === only))
  const [at, to] = useState<string | null>(null)
  const [chosen, choose] = useState<string | undefined>()
  const catalog = catalogs.find(({ id }) => id === at) ?? catalogs[0]
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Stack gap="sm">
        {catalogs.length > 1 && (
          <Select
            label={t('channel')}
            data={catalogs.map(({ id, name }) => ({ value: id, label: name }))}
            value={catalog?.id ?? null}
            allowDeselect={false}
            onChange={(id) => {
              to(id)
              choose(undefined)
            }}
          />
        )}
        <div className={styles.tree}>
          {catalog && <ClassificationTree key={catalog.id} catalog={catalog} chosen={chosen} onChoose={choose} />}
        </div>
        <Group justify="flex-end" gap="xs">
          {topLabel && catalog && <Button variant="subtle" mr="auto" onClick={() => onChoose(catalog.root.id)}>{topLabel}</Button>}
          <Button variant="default" onClick={onClose}>{t('frame:cancel')}</Button>
          <Button disabled={!chosen} onClick={() => chosen && onChoose(chosen)}>{action}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
