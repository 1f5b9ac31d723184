import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { ApiError } from '@/api/error'
import { Failed } from '@/components/Failed'
import { useDataLocale } from '@/layout/DataLocale'
import { codeOf } from '@/values/code'
import { languageName } from '@/values/languageName'
import { byParent } from './branches'
import { refreshNodes } from './catalogs'
import type { Classification, Node } from './types'

interface Props {
  parent: string
  parentName: string
  nodes: Node[]
  onClose: () => void
  onMade: (id: string) => void
}

/** Makes a classification below another, after those that are there. */
export function NewNode({ parent, parentName, nodes, onClose, onMade }: Props) {
  const { t, i18n } = useTranslation('trees')
  const { locale } = useDataLocale()
  const form = useForm({ initialValues: { name: '', id: '' } })
  const make = useMutation({
    mutationFn: ({ id, name }: typeof form.values) => {
      const last = (byParent(nodes).get(parent) ?? []).at(-1)
      return post<Classification>('/api/classifications', { id, parent: { id: parent }, sequence: last ? last.sequence + 1 : 0, attributes: { classification_name: { [locale]: name } } })
    },
    onSuccess: async ({ value }) => {
      await refreshNodes()
      onMade(value.id)
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      if (error.status === 409) form.setFieldError('id', error.message)
      for (const { propertyPath, message } of error.violations) form.setFieldError(propertyPath === 'id' ? 'id' : 'name', message)
    },
  })
  const propose = () => {
    if (!form.values.id) form.setFieldValue('id', codeOf(form.values.name))
  }
  const isAtField = make.error instanceof ApiError && (make.error.status === 409 || make.error.violations.length > 0)
  return (
    <Modal opened onClose={onClose} title={t('node.newBelow', { name: parentName })} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
        <Stack gap="sm">
          <TextInput label={t('nameIn', { language: languageName(locale, i18n.language) })} lang={locale.replace('_', '-')} required data-autofocus {...form.getInputProps('name')} onBlur={propose} />
          <TextInput label={t('code')} description={t('codeHelp')} required styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }} spellCheck={false} {...form.getInputProps('id')} />
          {make.error && !isAtField && <Failed error={make.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{t('frame:cancel')}</Button>
            <Button type="submit" loading={make.isPending}>{t('node.make')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
