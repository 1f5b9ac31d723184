import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { ApiError } from '@/api/error'
import { said } from '@/components/toast'
import { useOfProduct } from './ProductContext'
import { pathOf } from './useProduct'

/** Makes a document with another code that says the same. */
export function DuplicateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('product')
  const { id, type, product } = useOfProduct()
  const [code, setCode] = useState(`${id}-2`)
  const [variants, setVariants] = useState(true)
  const [links, setLinks] = useState(true)
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const make = async () => {
    setBusy(true)
    try {
      await post(`${pathOf('documents', id)}/duplicate`, { id: code.trim(), variants, links })
      void client.invalidateQueries({ queryKey: ['documents'] })
      said(t('duplicate.done', { code: code.trim() }))
      onClose()
      await navigate({ to: `/documents/${type}/${encodeURIComponent(code.trim())}` })
    } catch (refused) {
      setError(refused instanceof ApiError ? (refused.violations[0]?.message ?? refused.message) : String(refused))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={t('duplicate.title')} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <form onSubmit={(event) => { event.preventDefault(); void make() }}>
        <Stack>
          <TextInput label={t('duplicate.code')} description={t('duplicate.codeHelp')} data-autofocus value={code} error={error}
            onChange={(event) => { setCode(event.currentTarget.value); setError(undefined) }} />
          <Checkbox label={t('duplicate.variants', { count: product.variants?.length ?? 0 })} checked={variants} onChange={(event) => setVariants(event.currentTarget.checked)} />
          <Checkbox label={t('duplicate.links', { count: product.assetLinks.length + product.documentLinks.length })} checked={links} onChange={(event) => setLinks(event.currentTarget.checked)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('frame:cancel')}</Button>
            <Button type="submit" loading={isBusy} disabled={!code.trim()}>{t('actions.duplicate')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
