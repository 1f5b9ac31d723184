import { Button, Checkbox, Group, List, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, remove } from '@/api/client'
import { queries } from '@/api/queries'
import { Failed } from '@/components/Failed'
import { said } from '@/components/toast'

interface Effect {
  kind: 'refuses' | 'deletes' | 'clears'
  resource: string
  relation: string
  count: number
  examples: string[]
}

interface Props {
  path: string
  name: string
  onClose: () => void
  onDeleted: () => void
}

/** Says what a deletion touches, and then deletes. */
export function Deletion({ path, name, onClose, onDeleted }: Props) {
  const { t } = useTranslation('trees')
  const [isForced, force] = useState(false)
  const impact = useQuery({ queryKey: ['impact', path], queryFn: () => get<{ isDeletable: boolean; isForceable: boolean; effects: Effect[] }>(`${path}/impact`), gcTime: 0 })
  const answer = impact.data
  const deletion = useMutation({
    mutationFn: () => remove(path, { params: answer?.isDeletable ? {} : { recursive: true, force: true } }),
    onSuccess: () => {
      said(t('deletion.done', { name }))
      void queries.invalidateQueries()
      onDeleted()
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('deletion.title', { name })} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Stack gap="sm">
        {impact.isPending && <Skeleton h={60} />}
        {impact.error && <Failed error={impact.error} />}
        {answer?.effects.length === 0 && <Text size="sm">{t('deletion.nothing')}</Text>}
        <List size="sm" spacing={4}>
          {answer?.effects.map((effect) => (
            <List.Item key={effect.kind + effect.resource + effect.relation}>
              {t(`deletion.${effect.kind}`, { count: effect.count, what: effect.resource })}
            </List.Item>
          ))}
        </List>
        {answer && !answer.isDeletable && answer.isForceable && (
          <Checkbox label={t('deletion.force')} checked={isForced} onChange={(event) => force(event.currentTarget.checked)} />
        )}
        {deletion.error && <Failed error={deletion.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>{t('frame:cancel')}</Button>
          <Button color="red" loading={deletion.isPending} disabled={!answer || (!answer.isDeletable && !isForced)} onClick={() => deletion.mutate()}>{t('frame:delete')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
