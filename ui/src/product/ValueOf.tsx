import { Button, Input } from '@mantine/core'
import { IconArrowBackUp, IconPencil } from '@tabler/icons-react'
import { memo, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocales } from '@/api/model'
import type { Attribute } from '@/api/types'
import { AttributeField } from '@/attributes/AttributeField'
import { AttributeInput, languageOf } from '@/attributes/AttributeInput'
import { isEmpty, valueOf } from '@/attributes/kinds'
import { useLabel } from '@/layout/DataLocale'
import type { Held } from './AttributeRow'
import type { Draft } from './useDraft'
import styles from './ValueOf.module.css'

interface Props {
  attribute: Attribute
  held: Held
  set: Draft['set']
  values: Record<string, unknown>
}

/** A value that is written, or one that is inherited and may be overridden. */
export const ValueOf = memo(function ValueOf({ attribute, held, set, values }: Props) {
  const { t } = useTranslation('product')
  const [isOverriding, setOverriding] = useState(false)
  const hint = useHint(attribute, held.locale, values)
  const { locale, value, inherited, isChanged } = held
  const write = useCallback((typed: unknown) => set(attribute, locale, typed), [set, attribute, locale])
  const isInherited = isEmpty(value) && !isEmpty(inherited)
  if (isInherited && !isOverriding) {
    const override = () => {
      setOverriding(true)
      write(inherited)
    }
    return <Inherited attribute={attribute} locale={locale} value={inherited} onOverride={attribute.isReadOnly ? undefined : override} />
  }
  const takeBack = () => {
    setOverriding(false)
    write(null)
  }
  const aside = !isEmpty(inherited) && !attribute.isReadOnly && (
    <span className={styles.own}>{t('inherit.own')}</span>
  )
  return (
    <div className={styles.value} data-changed={isChanged || undefined}>
      <AttributeInput attribute={attribute} locale={locale} value={value} onChange={write} error={held.error} placeholder={hint} aside={aside || undefined} />
      {aside && (
        <Button size="compact-xs" mt={4} variant="subtle" color="gray" leftSection={<IconArrowBackUp size={13} />} onClick={takeBack}>{t('inherit.again')}</Button>
      )}
    </div>
  )
}, (one, other) => one.attribute === other.attribute && one.values === other.values && one.held.locale === other.held.locale && one.held.value === other.held.value
  && one.held.isChanged === other.held.isChanged && one.held.error === other.held.error && one.held.inherited === other.held.inherited)

function Inherited({ attribute, locale, value, onOverride }: { attribute: Attribute; locale: string; value: unknown; onOverride?: () => void }) {
  const { t } = useTranslation('product')
  const label = useLabel()
  const name = label(attribute.name, attribute.id)
  return (
    <Input.Wrapper labelElement="div" label={<span className={styles.name}>{name}{attribute.isLocalizable && <small>{languageOf(locale)}</small>}</span>}>
      <div className={styles.inherited}>
        <div className={styles.shown}><AttributeField attribute={attribute} value={value} /></div>
        <span className={styles.from}>{t('inherit.from')}</span>
        {onOverride && <Button size="compact-xs" variant="default" leftSection={<IconPencil size={13} />} onClick={onOverride} aria-label={t('inherit.overrideOf', { name })}>{t('inherit.override')}</Button>}
      </div>
    </Input.Wrapper>
  )
}

/** What another language says where this one says nothing: that which it falls back on, else the default one. */
function useHint(attribute: Attribute, locale: string, values: Record<string, unknown>): string | undefined {
  const locales = useLocales() as { id: string; isDefault: boolean; fallback?: { id: string } | string | null }[]
  if (!attribute.isLocalizable || !['text', 'multiline', 'html'].includes(attribute.type)) return undefined
  const here = locales.find((one) => one.id === locale)
  const fallback = typeof here?.fallback === 'string' ? here.fallback : here?.fallback?.id
  const other = fallback ?? locales.find((one) => one.isDefault)?.id
  if (!other || other === locale) return undefined
  const said = valueOf(values, attribute, other)
  return typeof said === 'string' ? said.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 160) : undefined
}
