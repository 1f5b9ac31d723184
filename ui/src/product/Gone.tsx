import { Button, Text } from '@mantine/core'
import { IconArrowBackUp, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { list, post } from '@/api/client'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import type { Change } from '@/components/History'
import { failedToast, said } from '@/components/toast'
import { When } from '@/components/When'

interface Props {
  /** The address of what isn't there in the API. */
  path: string
  error: Error
  onRetry: () => void
}

/** Where a product was: if it was deleted, by whom, and the way to have it back. */
export function Gone({ path, error, onRetry }: Props) {
  const { t } = useTranslation('product')
  const bringBack = useBringBack(path)
  const [isBusy, setBusy] = useState(false)
  const { data, isPending } = useQuery({ queryKey: ['history', path, 'gone'], queryFn: ({ signal }) => list<Change>(`${path}/history`, { limit: 1 }, signal), retry: false })
  const last = data?.items[0]
  if (isPending) return null
  if (last?.operation !== 'delete') return <Failed error={error} onRetry={onRetry} />
  const again = async () => {
    setBusy(true)
    await bringBack()
    setBusy(false)
  }
  const actions = <Button leftSection={<IconArrowBackUp size={16} />} loading={isBusy} onClick={() => void again()}>{t('gone.bringBack')}</Button>
  return (
    <Empty icon={IconTrash} title={t('gone.title')} actions={actions}>
      {t('gone.by', { who: last.by })} · <Text span inherit><When at={last.date} /></Text>
    </Empty>
  )
}

/** Has a deleted product as it was before it was deleted, with its variants and links. */
export function useBringBack(path: string) {
  const { t } = useTranslation('product')
  const client = useQueryClient()
  return async () => {
    try {
      const { items } = await list<Change>(`${path}/history`, { limit: 1 })
      await post(`${path}/revert`, { change: items[0]?.id })
      said(t('gone.back'))
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'model' })
    } catch (error) {
      failedToast(error)
    }
  }
}
