import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { read, type Read } from '@/api/client'
import { Failed } from '@/components/Failed'
import type { Changing } from './definition'
import { Panel } from './Panel'
import { useDraft, type Draft } from './useDraft'

interface Props<T> {
  /** The collection, such as `/api/attributes`. */
  path: string
  /** Null: a new one. */
  id: string | null
  blank: T
  /** The address of one. */
  to: (id: string) => string
  /** Where to go when it is closed. */
  back: string
  children: (draft: Draft<T>) => ReactNode
}

/** Reads a definition and edits it. */
export function Editing<T extends { id: string } & Changing>(props: Props<T>) {
  const { path, id, back } = props
  const { data, error, refetch } = useQuery({
    queryKey: ['model', 'one', path, id],
    queryFn: () => read<T>(`${path}/${encodeURIComponent(id ?? '')}`),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.value.changing ? 1_500 : false),
  })
  if (error) return <Panel title={id ?? ''} back={back}><Failed error={error} onRetry={() => void refetch()} /></Panel>
  if (id !== null && !data) return <Panel title={id} back={back}><Loading /></Panel>
  // Another one is another draft: what was typed must not move over.
  return <Form key={id} {...props} read={data ?? null} refresh={id === null ? () => Promise.resolve() : refetch} />
}

interface FormProps<T> extends Props<T> {
  read: Read<T> | null
  refresh: () => Promise<unknown>
}

function Form<T extends { id: string }>({ path, blank, to, children, read, refresh }: FormProps<T>) {
  const navigate = useNavigate()
  const onMade = (made: T) => void navigate({ to: to(made.id) })
  return children(useDraft<T>({ path, read, blank, refresh, onMade }))
}

function Loading() {
  return (
    <Stack>
      {[180, 320, 320, 240].map((width, index) => <Skeleton key={index} height={32} width={width} />)}
    </Stack>
  )
}
