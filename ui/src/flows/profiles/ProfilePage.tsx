import { Alert, Box, Button, Skeleton } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconAlertTriangle } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post, put, read } from '@/api/client'
import { ApiError } from '@/api/error'
import { Failed } from '@/components/Failed'
import { said } from '@/components/toast'
import { Page } from '@/layout/Page'
import { errorsAt } from './errors'
import { BEGUN, fieldsOf, pathOf, type Profile, type ProfileFields, type Way } from './profile'
import { ProfileForm } from './ProfileForm'

const route = getRouteApi('/flows/profiles/$way/$id')

/** A profile of imports or of exports. */
export function ProfilePage() {
  const { t } = useTranslation(['flows', 'frame'])
  const { way: named, id } = route.useParams()
  const way: Way = named === 'exports' ? 'exports' : 'imports'
  const isNew = id === 'new'
  const asked = useQuery({ queryKey: ['profiles', way, id], queryFn: () => read<Profile>(`${pathOf(way)}/${id}`), enabled: !isNew, staleTime: Infinity })
  const crumbs = [{ label: t(`frame:nav.${way}`), to: `/flows/${way}` }]
  const title = isNew ? t(`profile.newOf.${way}`) : (asked.data?.value.name ?? t('profile.profile'))
  if (isNew) return <Editing key="new" way={way} profile={BEGUN} title={title} crumbs={crumbs} />
  if (asked.data) return <Editing key={id} way={way} id={id} profile={asked.data.value} etag={asked.data.etag} title={title} crumbs={crumbs} />
  return (
    <Page title={title} crumbs={crumbs}>
      {asked.error ? <Failed error={asked.error} onRetry={() => void asked.refetch()} /> : <Skeleton height={320} maw={1120} />}
    </Page>
  )
}

interface Props {
  way: Way
  id?: string
  profile: ProfileFields
  etag?: string | null
  title: string
  crumbs: { label: string; to: string }[]
}

function Editing({ way, id, profile, etag, title, crumbs }: Props) {
  const { t } = useTranslation(['flows', 'frame'])
  const navigate = route.useNavigate()
  const queries = useQueryClient()
  const [typed, setTyped, forget] = useSessionStorage<Partial<ProfileFields>>({ key: `vitrine-profile-${way}-${id ?? 'new'}`, defaultValue: {}, getInitialValueInEffect: false, serialize: withoutPlace })
  const [round, setRound] = useState(0)
  const shown = { ...profile, ...typed }
  const isChanged = Object.keys(typed).length > 0
  const discard = () => {
    forget()
    setRound(round + 1)
  }
  const saving = useMutation({
    mutationFn: () => (id ? put<Profile>(`${pathOf(way)}/${id}`, typed, { ifMatch: etag ?? undefined }) : post<Profile>(pathOf(way), fieldsOf(shown, way))),
    onSuccess: (saved) => {
      queries.setQueryData(['profiles', way, saved.value.id], saved)
      void queries.invalidateQueries({ queryKey: ['profiles', way], exact: true })
      forget()
      said(t('profile.saved', { name: saved.value.name }))
      if (!id) void navigate({ to: '/flows/profiles/$way/$id', params: { way, id: saved.value.id }, replace: true })
    },
    // Against a newer one it may be saved again: what was typed goes over it.
    onError: (error) => isConflict(error) && void queries.invalidateQueries({ queryKey: ['profiles', way, id] }),
  })
  const actions = (
    <>
      {isChanged && <Button variant="default" onClick={discard}>{t('editing.discard')}</Button>}
      <Button disabled={!isChanged} loading={saving.isPending} onClick={() => saving.mutate()}>{t('frame:save')}</Button>
    </>
  )
  return (
    <Page title={title} crumbs={crumbs} actions={actions}>
      {saving.error && <Box maw={1120}>{isConflict(saving.error) ? <Alert color="yellow" icon={<IconAlertTriangle size={18} />}>{t('conflict')}</Alert> : <Failed error={saving.error} />}</Box>}
      <ProfileForm key={round} way={way} value={shown} errors={errorsAt(saving.error)} onChange={(changed) => setTyped({ ...typed, ...changed })} />
    </Page>
  )
}

/** An address may hold a password, which is kept nowhere but on the server. */
const withoutPlace = ({ remotePath: _place, ...typed }: Partial<ProfileFields>) => JSON.stringify(typed)

const isConflict = (error: Error) => error instanceof ApiError && error.status === 412
