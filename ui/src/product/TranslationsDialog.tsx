import { Button, Group, Modal, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { valueOf } from '@/attributes/kinds'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import { useOfProduct } from './ProductContext'
import { placeOf } from './useDraft'
import { ValueOf } from './ValueOf'

/** One attribute in all languages, the one that is worked in first. */
export function TranslationsDialog({ attribute, onClose }: { attribute: Attribute; onClose: () => void }) {
  const { t } = useTranslation('product')
  const label = useLabel()
  const { locale, locales } = useDataLocale()
  const { product, draft, inherited, resource } = useOfProduct()
  const ordered = [locale, ...locales.filter((one) => one !== locale)]
  const saveAll = async () => {
    if (await draft.save()) onClose()
  }
  return (
    <Modal opened onClose={onClose} size="xl" title={t('translate.title', { name: label(attribute.name, attribute.id) })} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Stack gap="md">
        {ordered.map((language) => {
          const place = placeOf(attribute, language)
          const change = draft.changes[place]
          const held = {
            locale: language,
            value: change ? change.value : valueOf(product.attributes, attribute, language),
            isChanged: Boolean(change),
            error: draft.errors[place],
            inherited: resource === 'variants' && inherited ? valueOf(inherited, attribute, language) : null,
          }
          return <ValueOf key={language} attribute={attribute} held={held} set={draft.set} values={product.attributes} />
        })}
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>{t('frame:close')}</Button>
        <Button disabled={draft.count === 0} loading={draft.isSaving} onClick={() => void saveAll()}>{t('frame:save')}</Button>
      </Group>
    </Modal>
  )
}
