import { Button, Checkbox, Group, Modal, ScrollArea, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { ApiError } from '@/api/error'
import type { Attribute } from '@/api/types'
import { multiselect } from '@/attributes/multiselect'
import type { Listed } from '@/attributes/values'
import { said } from '@/components/toast'
import { useLabel } from '@/layout/DataLocale'
import { useOfProduct } from './ProductContext'
import type { VariantRow } from './useVariants'

interface Props {
  attributes: Attribute[]
  existing: VariantRow[]
  onClose: () => void
}

/** A variant that is to be made. */
interface Combination {
  code: string
  name: string
  values: Record<string, string>
}

const MOST = 500

/** Makes a variant of each combination of the values chosen on up to three axes. */
export function MakeVariants({ attributes, existing, onClose }: Props) {
  const { t } = useTranslation('product')
  const label = useLabel()
  const { id } = useOfProduct()
  const client = useQueryClient()
  const axes = attributes.filter((attribute) => attribute.type === 'select')
  const [chosen, setChosen] = useState<Record<string, Listed[]>>({})
  const [shownAxes, setShownAxes] = useState<string[]>(axes.slice(0, 1).map((axis) => axis.id))
  const [codes, setCodes] = useState<Record<string, string>>({})
  const [left, setLeft] = useState<string[]>([])
  const [single, setSingle] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [isBusy, setBusy] = useState(false)
  const all = combined(id, shownAxes.flatMap((axis) => (chosen[axis]?.length ? [{ axis, values: chosen[axis] }] : [])), (one) => label(one.labels, one.code))
  const isThere = (code: string) => existing.some((variant) => variant.id === code)
  const wanted = all.slice(0, MOST).filter((one) => !isThere(one.code) && !left.includes(one.code)).map((one) => ({ ...one, made: codes[one.code] ?? one.code }))
  const list = axes.length === 0 ? (single.trim() ? [{ code: single.trim(), made: single.trim(), name: '', values: {} }] : []) : wanted
  const make = async () => {
    setBusy(true)
    const failed: Record<string, string> = {}
    for (const one of list) {
      try {
        await post('/api/variants', { id: one.made, document: { id }, attributes: one.values })
      } catch (error) {
        failed[one.code] = error instanceof ApiError ? (error.violations[0]?.message ?? error.message) : String(error)
      }
    }
    setBusy(false)
    setErrors(failed)
    const count = list.length - Object.keys(failed).length
    if (count > 0) said(t('variants.made', { count }))
    await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'model' })
    if (Object.keys(failed).length === 0) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('variants.make')} size="lg" closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Stack>
        {axes.length === 0 && <TextInput label={t('variants.code')} data-autofocus value={single} error={errors[single.trim()]} onChange={(event) => setSingle(event.currentTarget.value)} />}
        {shownAxes.map((axis) => {
          const attribute = axes.find((one) => one.id === axis)
          const name = label(attribute?.name, axis)
          return attribute && <multiselect.Input key={axis} attribute={attribute} locale={null} label={name} name={name} isReadOnly={false} value={chosen[axis] ?? null} onChange={(values) => setChosen({ ...chosen, [axis]: (values as Listed[] | null) ?? [] })} />
        })}
        {axes.length > shownAxes.length && shownAxes.length < 3 && (
          <Select w={260} size="xs" placeholder={t('variants.addAxis')} aria-label={t('variants.addAxis')} value={null} data={axes.filter((one) => !shownAxes.includes(one.id)).map((one) => ({ value: one.id, label: label(one.name, one.id) }))}
            onChange={(axis) => axis && setShownAxes([...shownAxes, axis])} />
        )}
        {all.length > 0 && (
          <ScrollArea.Autosize mah="36vh" viewportProps={{ tabIndex: 0, 'aria-label': t('variants.combinations') }}>
            <Stack gap={6}>
              {all.slice(0, MOST).map((one) => (
                <Group key={one.code} gap="sm" wrap="nowrap" align="flex-start">
                  <Checkbox mt={8} size="xs" aria-label={one.name} disabled={isThere(one.code)} checked={isThere(one.code) || !left.includes(one.code)}
                    onChange={(event) => setLeft(event.currentTarget.checked ? left.filter((code) => code !== one.code) : [...left, one.code])} />
                  <Text size="sm" w={180} mt={6} truncate>{one.name}</Text>
                  <TextInput flex={1} size="xs" aria-label={t('variants.codeOf', { name: one.name })} disabled={isThere(one.code)} value={codes[one.code] ?? one.code} error={errors[one.code]}
                    onChange={(event) => setCodes({ ...codes, [one.code]: event.currentTarget.value })} />
                  {isThere(one.code) && <Text size="xs" c="var(--soft)" mt={7}>{t('variants.isThere')}</Text>}
                </Group>
              ))}
            </Stack>
          </ScrollArea.Autosize>
        )}
        {all.length > MOST && <Text size="sm" c="var(--mantine-color-error)">{t('variants.tooMany', { most: MOST })}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('frame:cancel')}</Button>
          <Button loading={isBusy} disabled={list.length === 0} onClick={() => void make()}>{t('variants.makeCount', { count: list.length })}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Every value of each axis with every value of the others. */
function combined(document: string, axes: { axis: string; values: Listed[] }[], nameOf: (value: Listed) => string): Combination[] {
  if (axes.length === 0) return []
  return axes.reduce<Combination[]>(
    (all, { axis, values }) => all.flatMap((one) => values.map((value) => ({
      code: `${one.code}-${value.code}`,
      name: one.name ? `${one.name} · ${nameOf(value)}` : nameOf(value),
      values: { ...one.values, [axis]: value.code },
    }))),
    [{ code: document, name: '', values: {} }],
  )
}
