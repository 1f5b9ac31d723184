import { Button, Group, Skeleton, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBoxMultiple, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import { remove } from '@/api/client'
import type { Attribute } from '@/api/types'
import { isEmpty, valueOf } from '@/attributes/kinds'
import { confirmed } from '@/components/Confirm'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import { failedToast, said } from '@/components/toast'
import { attributeColumn } from '@/grid/attribute/attributeColumn'
import { Grid, ROW } from '@/grid/Grid'
import { rowsOf } from '@/grid/rowsOf'
import { NOTHING, type GridColumn, type Selection } from '@/grid/types'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import { MakeVariants } from './MakeVariants'
import { useOfProduct } from './ProductContext'
import { useShape } from './useShape'
import { useVariants, type VariantRow } from './useVariants'
import styles from './VariantsTab.module.css'

/** The variants of a document as a sheet: what they say themselves, and softly what they inherit. */
export default function VariantsTab() {
  const { t } = useTranslation('product')
  const { product, type, id } = useOfProduct()
  const { locale } = useDataLocale()
  const navigate = useNavigate()
  const client = useQueryClient()
  const sections = useShape('variants', type, product, '')
  const codes = sections.flatMap((section) => section.attributes.map((attribute) => attribute.id)).join(' ')
  // What the variants say themselves comes first: the axes.
  const attributes = useMemo(() => sections.flatMap((section) => section.attributes).sort((a, b) => weight(b) - weight(a)), [codes])
  const { variants, isPending, error, save } = useVariants(attributes, locale)
  const open = useCallback((variant: string) => void navigate({ to: `/variants/${encodeURIComponent(variant)}` }), [navigate])
  const columns = useVariantColumns(attributes, locale, open)
  const rows = useMemo(() => rowsOf(variants ?? [], (one) => one.id), [variants])
  const [isMaking, making] = useDisclosure(false)
  const [selection, select] = useState<Selection>(NOTHING)
  const chosen = (variants ?? []).filter((one) => selection.isAll !== selection.ids.has(one.id)).map((one) => one.id)
  if (error) return <Failed error={error} />
  if (isPending) return <Skeleton height={220} />
  const make = <Button leftSection={<IconPlus size={16} />} variant="default" onClick={making.open}>{t('variants.make')}</Button>
  const destroy = async () => {
    if (!(await confirmed({ title: t('variants.deleteTitle', { count: chosen.length }), body: chosen.slice(0, 8).join(', '), confirm: t('frame:delete'), isDangerous: true }))) return
    try {
      for (const one of chosen) await remove(`/api/variants/${encodeURIComponent(one)}`)
      said(t('variants.deleted', { count: chosen.length }))
    } catch (refused) {
      failedToast(refused)
    }
    select(NOTHING)
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'model' })
  }
  return (
    <>
      {(variants?.length ?? 0) > 0 ? (
        <>
          <Group justify="space-between" mb="sm" gap="sm">
            <Text size="sm" c="var(--soft)">{t('variants.hint')}</Text>
            <Group gap={8}>
              {chosen.length > 0 && <Button variant="default" color="red" onClick={() => void destroy()}>{t('variants.delete', { count: chosen.length })}</Button>}
              {make}
            </Group>
          </Group>
          <div className={styles.grid} style={{ height: Math.min(18, variants?.length ?? 0) * ROW + 56 }}>
            <Grid<VariantRow> label={t('tab.variants')} question={`${id} ${locale} ${variants?.length}`} columns={columns} rows={rows} onSave={save} selection={selection} onSelection={select}
              onOpen={(one) => open(one.id)} />
          </div>
        </>
      ) : (
        <Empty icon={IconBoxMultiple} title={t('variants.none')} actions={make}>{t('variants.noneHelp')}</Empty>
      )}
      {isMaking && <MakeVariants attributes={attributes} existing={variants ?? []} onClose={making.close} />}
    </>
  )
}

/** Lists tell variants apart best, then what only variants have. */
const weight = (attribute: Attribute) => Number(attribute.type === 'select') * 2 + Number(attribute.objectType === 'variant')

function useVariantColumns(attributes: Attribute[], locale: string, open: (id: string) => void): GridColumn<VariantRow>[] {
  const { t, i18n } = useTranslation('product')
  const { t: gridWords } = useTranslation('grid')
  const label = useLabel()
  const language = i18n.language
  return useMemo(() => {
    const speech = { language, label, t: (key: string, values?: Record<string, unknown>) => String(gridWords(key, values ?? {})) }
    const ofAttributes = attributes.map((attribute): GridColumn<VariantRow> => {
      const column = attributeColumn<VariantRow>(attribute, locale, speech, attribute.id)
      const isOwn = (item: VariantRow) => !isEmpty(valueOf(item.attributes, attribute, locale))
      return {
        ...column,
        isSortable: false,
        value: (item) => valueOf(isOwn(item) ? item.attributes : item.inherited, attribute, locale),
        draw: (h, item, value) => {
          const text = isEmpty(value) ? '' : (column.text?.(value, item) ?? String(value))
          return h('span', { class: isOwn(item) ? 'vg-text' : `vg-text ${styles.inherited}`, title: isOwn(item) ? text : `${text} · ${t('inherit.from')}` }, text)
        },
      }
    })
    return [
      { key: 'id', title: t('variants.code'), width: 230, isFrozen: true, value: (item) => item.id, draw: (h, item) => codeCell(h, item, open) },
      ...ofAttributes,
      {
        key: 'isActive', title: t('variants.active'), width: 110, value: (item) => item.isActive, text: (value) => t(value ? 'value.yes' : 'value.no'),
        editing: { parse: (text) => ({ value: !['0', 'false', 'no', 'non', 'n', ''].includes(text.trim().toLowerCase()) }) },
      },
    ]
    // `label` follows the languages.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [attributes, locale, language, open, t, gridWords])
}

function codeCell(h: Parameters<NonNullable<GridColumn<VariantRow>['draw']>>[0], item: VariantRow, open: (id: string) => void) {
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    open(item.id)
  }
  return h('span', { class: styles.code }, [
    item.mainAssetThumbnailUrl ? h('img', { src: item.mainAssetThumbnailUrl.replace('/600x600/', '/100x100/'), alt: '', class: styles.thumb, loading: 'lazy' }) : h('span', { class: styles.thumb }),
    h('a', { href: `${import.meta.env.BASE_URL}variants/${encodeURIComponent(item.id)}`, class: styles.link, onClick }, item.id),
  ])
}
