import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/error'
import { useAttributes } from '@/api/model'
import type { Attribute, Item, ObjectType } from '@/api/types'
import { AttributeField } from '@/attributes/AttributeField'
import { AttributeInput } from '@/attributes/AttributeInput'
import { written } from '@/attributes/kinds'
import { Failed } from '@/components/Failed'
import { useDataLocale } from '@/layout/DataLocale'
import { isSame } from './typed'
import { keyOf, storedAt, type Values } from './useValues'
import styles from './ValuesForm.module.css'

interface Props<T extends Item> {
  values: Values<T>
  objectType: ObjectType
}

/** All attributes of a thing, those of texts in all languages side by side; what is typed is kept until it is saved. */
export function ValuesForm<T extends Item>({ values, objectType }: Props<T>) {
  const { thing, typed, save } = values
  const { t } = useTranslation('trees')
  const attributes = [...useAttributes().values()]
    .filter((attribute) => attribute.objectType === objectType && !attribute.isHidden)
    .sort((a, b) => a.sequence - b.sequence)
  const count = Object.keys(typed).length
  useHotkeys([['mod+S', () => count > 0 && save.mutate(typed)]], [], true)
  if (!thing) return <Skeleton h={80} />
  return (
    <Stack gap="md">
      {attributes.map((attribute) => <AttributeRow key={attribute.id} attribute={attribute} values={values} />)}
      {attributes.length === 0 && <Text c="var(--soft)" size="sm">{t('noAttributes')}</Text>}
      {values.isConflict && <Alert color="yellow" title={t('conflict.title')}>{t('conflict.body')}</Alert>}
      {save.error && !values.isConflict && isElsewhere(save.error) && <Failed error={save.error} />}
      {count > 0 && (
        <Group className={styles.bar} justify="space-between">
          <Text size="sm" fw={550} aria-live="polite">{t('unsaved', { count })}</Text>
          <Group gap="xs">
            <Button variant="default" size="xs" onClick={() => values.drop()}>{t('discard')}</Button>
            <Button size="xs" loading={save.isPending} onClick={() => save.mutate(typed)}>{t('frame:save')}</Button>
          </Group>
        </Group>
      )}
    </Stack>
  )
}

function AttributeRow<T extends Item>({ attribute, values }: { attribute: Attribute; values: Values<T> }) {
  const { locale, locales } = useDataLocale()
  const shown = attribute.isLocalizable ? [locale, ...locales.filter((other) => other !== locale)] : [null]
  return (
    <div className={styles.row} data-one={shown.length === 1 || undefined}>
      {shown.map((locale) => <One key={locale ?? ''} attribute={attribute} locale={locale} values={values} />)}
    </div>
  )
}

function One<T extends Item>({ attribute, locale, values: { thing, typed, type, drop, save } }: { attribute: Attribute; locale: string | null; values: Values<T> }) {
  const { t } = useTranslation('trees')
  const key = keyOf(attribute.id, locale)
  const stored = thing ? storedAt(thing.attributes, key) : undefined
  const mine = typed[key]
  const now = written(attribute, stored)
  const isOvertaken = mine && !isSame(mine.before, now)
  return (
    <div>
      <AttributeInput
        attribute={attribute}
        locale={locale}
        value={mine ? mine.value : (stored ?? null)}
        onChange={(value) => type(key, value, written(attribute, value), now)}
        error={problemAt(save.error, key)}
      />
      {isOvertaken && (
        <Text size="xs" mt={4} component="div">
          {t('conflict.theirs')} <AttributeField attribute={attribute} value={stored} />{' '}
          <Button variant="subtle" size="compact-xs" onClick={() => drop([key])}>{t('conflict.take')}</Button>
        </Text>
      )}
    </div>
  )
}

function problemAt(error: Error | null, key: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined
  const told = error.violations.filter(({ propertyPath }) => propertyPath === `attributes.${key}` || propertyPath.startsWith(`attributes.${key}.`))
  return told.map(({ message }) => message).join(' ') || undefined
}

/** Whether an error belongs to no field that is shown. */
function isElsewhere(error: Error): boolean {
  return !(error instanceof ApiError) || !error.violations.some(({ propertyPath }) => propertyPath.startsWith('attributes.'))
}
