import { Button, Checkbox, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/error'
import { useLocales } from '@/api/model'
import { queries } from '@/api/queries'
import { Failed } from '@/components/Failed'
import { codeOf } from './made'
import { makeType, STARTERS, type Starter } from './starters'
import styles from './Welcome.module.css'

/** The first document type, with what its documents say. */
export function FirstType({ onDone }: { onDone: () => void }) {
  const { t, i18n } = useTranslation()
  const locales = useLocales()
  const locale = (locales.find((one) => one.isInterface && one.id.startsWith(i18n.language)) ?? locales[0])?.id ?? ''
  const form = useForm({
    initialValues: { name: t('welcome.type.example'), id: codeOf(t('welcome.type.example')), starters: ['description', 'reference', 'price', 'pictures'] as Starter[] },
    validate: { name: (name) => (name.trim() ? null : t('welcome.type.nameNeeded')), id: (id) => (/^[a-z][a-z0-9_]*$/.test(id) ? null : t('welcome.type.codeRule')) },
  })
  const make = useMutation({
    mutationFn: (wish: typeof form.values) => makeType({ ...wish, locale, nameOf: (starter) => t(`welcome.type.starters.${starter}`) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['model'] })
      onDone()
    },
    onError: (error) => error instanceof ApiError && form.setErrors(error.byPath),
  })
  const named = (name: string) => {
    const follows = form.values.id === codeOf(form.values.name)
    form.setFieldValue('name', name)
    if (follows) form.setFieldValue('id', codeOf(name))
  }
  return (
    <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
      <Title order={1}>{t('welcome.type.title')}</Title>
      <Text className={styles.lead}>{t('welcome.type.what')}</Text>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput label={t('welcome.type.name')} description={t('welcome.type.nameWhat')} {...form.getInputProps('name')} onChange={(event) => named(event.currentTarget.value)} data-autofocus autoFocus />
          <TextInput label={t('welcome.type.code')} description={t('welcome.type.codeWhat')} classNames={{ input: styles.code }} {...form.getInputProps('id')} />
        </SimpleGrid>
        <Checkbox.Group label={t('welcome.type.has')} description={t('welcome.type.hasWhat')} {...form.getInputProps('starters')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} mt="sm" spacing="sm">
            {[...STARTERS.map(({ code }) => code), 'pictures' as const].map((code) => <Checkbox key={code} value={code} label={t(`welcome.type.starters.${code}`)} />)}
          </SimpleGrid>
        </Checkbox.Group>
        {make.error && <Failed error={make.error} />}
      </Stack>
      <div className={styles.end}><Button type="submit" loading={make.isPending}>{t('welcome.type.make')}</Button></div>
    </form>
  )
}
