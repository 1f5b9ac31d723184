import { Button, Group, Modal, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { patch, post } from '@/api/client'
import { ApiError } from '@/api/error'
import { useLocales } from '@/api/model'
import { refreshNodes } from '@/classifications/catalogs'
import type { Catalog } from '@/classifications/types'
import { Failed } from '@/components/Failed'
import { said } from '@/components/toast'
import { codeOf } from '@/values/code'
import { languageName } from '@/values/languageName'

const LONGEST = 3

/** The code of a channel is short: its initials, or how it begins. */
function shortCode(name: string): string {
  const words = codeOf(name).split('-')
  const letters = words.length > 1 ? words.map(([first]) => first).join('') : (words[0] ?? '')
  return letters.slice(0, LONGEST).toUpperCase()
}

/** Makes a channel, or changes what it is called. */
export function ChannelForm({ catalog, onClose }: { catalog: Catalog | null; onClose: () => void }) {
  const { t, i18n } = useTranslation('trees')
  const go = useNavigate()
  const language = useLocales().find((locale) => locale.isDefault)?.id ?? ''
  const form = useForm({
    initialValues: { name: catalog?.name ?? '', id: catalog?.id ?? '', description: catalog?.description ?? '', objectType: catalog?.objectType ?? ('document' as string) },
  })
  const save = useMutation({
    mutationFn: ({ id, objectType, name, description }: typeof form.values) => {
      const texts = { name, description: description || null }
      return catalog ? patch<Catalog>(`/api/catalogs/${catalog.id}`, texts) : post<Catalog>('/api/catalogs', { id, objectType, ...texts })
    },
    onSuccess: async ({ value }) => {
      await refreshNodes()
      said(t(catalog ? 'channels.saved' : 'channels.made', { name: value.name }))
      onClose()
      if (!catalog) void go({ to: '/channels/$id', params: { id: value.id } })
    },
    onError: (error) => error instanceof ApiError && form.setErrors(Object.fromEntries(error.violations.map(({ propertyPath, message }) => [propertyPath.split('.')[0], message]))),
  })
  const propose = () => {
    if (!catalog && !form.values.id) form.setFieldValue('id', shortCode(form.values.name))
  }
  const isElsewhere = save.error && !(save.error instanceof ApiError && save.error.violations.length > 0)
  return (
    <Modal opened onClose={onClose} title={t(catalog ? 'channels.edit' : 'channels.new')} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack gap="sm">
          <TextInput label={language ? t('nameIn', { language: languageName(language, i18n.language) }) : t('name')} required data-autofocus {...form.getInputProps('name')} onBlur={propose} />
          <TextInput label={t('code')} description={catalog ? undefined : t('channels.codeHelp')} required readOnly={!!catalog} maxLength={LONGEST} styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }} spellCheck={false} {...form.getInputProps('id')} />
          <Textarea label={t('channels.description')} autosize minRows={2} {...form.getInputProps('description')} />
          {!catalog && (
            <div>
              <Text size="sm" fw={500} mb={4} id="holds">{t('channels.holds')}</Text>
              <SegmentedControl
                fullWidth
                aria-labelledby="holds"
                data={[{ value: 'document', label: t('holds.document') }, { value: 'asset', label: t('holds.asset') }]}
                {...form.getInputProps('objectType')}
              />
            </div>
          )}
          {isElsewhere && <Failed error={save.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{t('frame:cancel')}</Button>
            <Button type="submit" loading={save.isPending}>{t(catalog ? 'frame:save' : 'channels.make')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
