import { Button, SimpleGrid, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { all, post } from '@/api/client'
import { ApiError } from '@/api/error'
import { useAttributes, useDocumentTypes } from '@/api/model'
import { queries } from '@/api/queries'
import type { Ref } from '@/api/types'
import { Failed } from '@/components/Failed'
import { shortLocale, useDataLocale, useLabel } from '@/layout/DataLocale'
import { documentPlace } from '@/layout/places'
import { codeOf } from './made'
import styles from './Welcome.module.css'

interface Catalog {
  objectType: 'document' | 'asset'
  root: Ref
}

/** The first document, at the root of the first channel; then its own page goes on. */
export function FirstProduct() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const label = useLabel()
  const { locale, locales } = useDataLocale()
  const type = useDocumentTypes()[0]
  const title = useAttributes().get(type?.titleAttribute?.id ?? '')
  const form = useForm({ initialValues: { name: '', id: '' } })
  const make = useMutation({
    mutationFn: async ({ name, id }: typeof form.values) => {
      if (!type) return
      const attributes = title && name ? { [title.id]: title.isLocalizable ? { [locale]: name } : name } : {}
      const place = (await all<Catalog>('/api/catalogs')).find((catalog) => catalog.objectType === 'document')
      await post('/api/documents', { id, documentType: { id: type.id }, classification: place?.root, attributes })
      await queries.invalidateQueries()
      await navigate({ to: documentPlace(type.id, id) })
    },
    onError: (error) => error instanceof ApiError && form.setErrors(error.byPath),
  })
  const named = (name: string) => {
    const follows = form.values.id === codeOf(form.values.name).replaceAll('_', '-')
    form.setFieldValue('name', name)
    if (follows) form.setFieldValue('id', codeOf(name).replaceAll('_', '-'))
  }
  return (
    <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
      <Title order={1}>{t('welcome.product.title', { type: label(type?.name, type?.id) })}</Title>
      <Text className={styles.lead}>{t('welcome.product.what')}</Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={t('welcome.product.name', { locale: shortLocale(locale, locales) })} required {...form.getInputProps('name')} onChange={(event) => named(event.currentTarget.value)} autoFocus />
        <TextInput label={t('welcome.product.code')} classNames={{ input: styles.code }} required {...form.getInputProps('id')} />
      </SimpleGrid>
      {make.error && <Failed error={make.error} />}
      <div className={styles.end}><Button type="submit" loading={make.isPending} disabled={!type}>{t('welcome.product.make')}</Button></div>
    </form>
  )
}
