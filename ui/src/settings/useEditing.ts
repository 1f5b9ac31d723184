import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post, put, remove } from '@/api/client'
import { confirmed } from '@/components/Confirm'
import { failedToast, said } from '@/components/toast'
import { errorsAt } from '@/flows/profiles/errors'

interface Options<T> {
  /** The list that it is in. */
  list: string
  /** Nothing: it is a new one. */
  id?: string
  begun: T
  /** What is asked again once it is saved or gone. */
  queryKey: QueryKey
  nameOf: (value: T) => string
  onSaved: (saved: T) => void
  onRemoved: () => void
}

/** Something that is made or changed in a form: what is typed stays until it is saved, whatever happens. */
export function useEditing<T extends object>({ list, id, begun, queryKey, nameOf, onSaved, onRemoved }: Options<T>) {
  const { t } = useTranslation(['settings', 'frame'])
  const queries = useQueryClient()
  const [typed, setTyped] = useState<Partial<T>>({})
  const value = { ...begun, ...typed }
  const path = id === undefined ? list : `${list}/${encodeURIComponent(id)}`
  const done = () => queries.invalidateQueries({ queryKey })
  const saving = useMutation({
    mutationFn: async () => (id === undefined ? await post<T>(path, value) : await put<T>(path, typed)).value,
    onSuccess: async (saved) => {
      said(t('saved', { name: nameOf(value) }))
      await done()
      setTyped({})
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
  const drop = async (body: string, isForced = false) => {
    if (await confirmed({ title: t('deleteTitle', { name: nameOf(begun) }), body, confirm: t('frame:delete'), isDangerous: true })) removing.mutate(isForced)
  }
  return {
    value,
    change: (changed: Partial<T>) => setTyped({ ...typed, ...changed }),
    isChanged: Object.keys(typed).length > 0,
    error: saving.error,
    errors: errorsAt(saving.error),
    isSaving: saving.isPending,
    save: () => saving.mutate(),
    drop,
  }
}
