import { TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Labels } from '@/api/types'
import { MONO } from './mono'
import type { Draft } from './useDraft'

interface Named {
  id: string
  name: Labels | string
}

interface Props<T> {
  draft: Draft<T>
  /** What codes of its kind begin with, such as `product_`. */
  prefix?: string
}

/** The code of what is being made: proposed from its name until somebody writes another. */
export function CodeInput<T extends Named>({ draft, prefix = '' }: Props<T>) {
  const { t } = useTranslation('model')
  const isOwn = useRef(draft.value.id !== '')
  const { name, id } = draft.value
  const text = typeof name === 'string' ? name : (Object.values(name)[0] ?? '')
  const proposed = text ? prefix + coded(text) : ''
  const write = (code: string) => draft.set({ id: code } as Partial<T>)
  const propose = useRef(write)
  propose.current = write
  useEffect(() => {
    if (!isOwn.current) propose.current(proposed)
  }, [proposed])
  return (
    <TextInput
      label={t('code')}
      description={t('codeHelp')}
      required
      value={id}
      styles={MONO}
      error={draft.error('id')}
      spellCheck={false}
      autoCapitalize="off"
      onChange={(event) => {
        isOwn.current = event.currentTarget.value !== ''
        write(event.currentTarget.value)
      }}
    />
  )
}

/** A text as a code: letters without accents, digits, underscores. */
export function coded(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 60)
}
