import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post, put, remove } from '@/api/client'
import { confirmed } from '@/components/Confirm'
import { failedToast, said } from '@/components/toast'
import { errorsAt } from './profiles/errors'

interface Options<Fields, Saved> {
  /** The list that it is in. */
  list: string
  /** Nothing: it is a new one. */
  id?: string
  begun: Fields
  /** What of it is sent; that which was typed, unless told otherwise. */
  bodyOf?: (value: Fields) => unknown
  /** What is asked again once it is saved or gone. */
  queryKey: QueryKey
  nameOf: (value: Fields) => string
  onClose: () => void
  /** Where to go once it is saved; closed, unless told otherwise. */
  onSaved?: (saved: Saved) => void
  /** Where to go once it is gone; closed, unless told otherwise. */
  onRemoved?: () => void
}

/** Something that is made or changed in a form: what is typed stays until it is saved, or somebody says that it may go. */
export function useEditing<Fields extends object, Saved = Fields>({ list, id, begun, bodyOf, queryKey, nameOf, onClose, onSaved = onClose, onRemoved = onClose }: Options<Fields, Saved>) {
  const { t } = useTranslation(['flows', 'frame'])
  const queries = useQueryClient()
  const [typed, setTyped] = useState<Partial<Fields>>({})
  const value = { ...begun, ...typed }
  const isChanged = Object.keys(typed).length > 0
  const path = id === undefined ? list : `${list}/${encodeURIComponent(id)}`
  const done = () => queries.invalidateQueries({ queryKey })
  const saving = useMutation({
    mutationFn: async () => {
      const isNew = id === undefined
      const body = bodyOf ? bodyOf(value) : isNew ? value : typed
      return (await (isNew ? post<Saved>(path, body) : put<Saved>(path, body))).value
    },
    onSuccess: async (saved) => {
      said(t('editing.saved', { name: nameOf(value) }))
      await done()
      onSaved(saved)
    },
  })
  const removing = useMutation({
    mutationFn: (isForced: boolean) => remove(path, { params: isForced ? { force: true } : undefined }),
    onSuccess: async () => {
      onRemoved()
      await done()
    },
    onError: failedToast,
  })
  const drop = async (body?: string, isForced = false) => {
    if (await confirmed({ title: t('editing.deleteTitle', { name: nameOf(begun) }), body, confirm: t('frame:delete'), isDangerous: true })) removing.mutate(isForced)
  }
  const close = async () => {
    if (!isChanged || (await confirmed({ title: t('editing.discardTitle'), body: t('editing.discardBody'), confirm: t('editing.discard'), isDangerous: true }))) onClose()
  }
  return {
    value,
    change: (changed: Partial<Fields>) => setTyped({ ...typed, ...changed }),
    isChanged,
    error: saving.error,
    errors: errorsAt(saving.error),
    isSaving: saving.isPending,
    save: () => saving.mutate(),
    drop,
    close: () => void close(),
  }
}
