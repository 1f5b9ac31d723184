import { Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { ApiError } from '@/api/error'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import { ClassificationInput } from './filter/ClassificationInput'
import type { Document } from './types'
import type { Definitions } from './useDefinitions'

interface Props {
  definitions: Definitions
  onClose: () => void
  onMade: (id: string) => void
}

/** Makes a document of what it can't be without; all else is filled on its page. */
export function NewDocument({ definitions, onClose, onMade }: Props) {
  const { t } = useTranslation('documents')
  const { t: frame } = useTranslation()
  const { locale } = useDataLocale()
  const label = useLabel()
  const title = definitions.attributes.find((one) => one.id === definitions.type?.titleAttribute?.id)
  const [name, setName] = useState('')
  const [typedCode, setCode] = useState<string | null>(null)
  const [set, setSet] = useState<string | null>(definitions.sets.find((one) => one.isDefault)?.id ?? null)
  const [places, setPlaces] = useState<string[]>([])
  const code = typedCode ?? codeOf(name)

  const making = useMutation({
    mutationFn: () => post<Document>('/api/documents', {
      id: code,
      documentType: { id: definitions.type?.id },
      ...(set && { attributeSet: { id: set } }),
      ...(places.length > 0 && { classifications: places.map((id) => ({ id })) }),
      ...(title && name && { attributes: { [title.id]: title.isLocalizable ? { [locale]: name } : name } }),
    }),
    onSuccess: ({ value }) => onMade(value.id),
  })
  const problem = making.error instanceof ApiError ? making.error : null
  const at = (path: string) => problem?.violations.find((one) => one.propertyPath.startsWith(path))?.message
  const codeError = at('id') ?? (problem?.status === 409 ? problem.message : undefined)
  const nameError = title && at(`attributes.${title.id}`)
  const placeError = at('classification')
  const rest = making.error && !codeError && !nameError && !placeError ? making.error.message : undefined

  return (
    <Modal opened onClose={onClose} title={t('newOf', { type: definitions.type ? label(definitions.type.name) : '' })} closeButtonProps={{ 'aria-label': frame('close') }}>
      <form onSubmit={(event) => { event.preventDefault(); making.mutate() }}>
        <Stack gap="sm">
          {title && <TextInput label={label(title.name, title.id)} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} error={nameError} />}
          <TextInput label={t('columns.id')} description={t('codeHint')} required value={code} onChange={(event) => setCode(event.currentTarget.value)} error={codeError} styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }} />
          {definitions.sets.length > 0 && (
            <Select
              label={t('columns.attributeSet')}
              data={definitions.sets.map((one) => ({ value: one.id, label: label(one.name, one.id) }))}
              value={set}
              onChange={setSet}
              clearable
              placeholder={t('allAttributes')}
            />
          )}
          <ClassificationInput label={t('columns.classifications')} value={places} onChange={setPlaces} isRequired error={placeError} />
          {rest && <Alert color="red">{rest}</Alert>}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>{frame('cancel')}</Button>
            <Button type="submit" loading={making.isPending} disabled={!code || places.length === 0}>{t('create')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** A code out of a name: plain letters, digits and hyphens. */
function codeOf(name: string): string {
  return name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
}
