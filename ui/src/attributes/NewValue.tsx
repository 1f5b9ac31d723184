import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { failedToast } from '@/components/toast'
import { useDataLocale } from '@/layout/DataLocale'
import { codeOf } from '@/values/code'
import type { Listed } from './values'

/** Adds what was searched for in vain to the list, and takes it. */
export function NewValue({ attribute, text, onMade }: { attribute: string; text: string; onMade: (value: Listed) => void }) {
  const { t } = useTranslation('product')
  const { locale } = useDataLocale()
  const client = useQueryClient()
  const making = useMutation({
    mutationFn: async (): Promise<Listed> => {
      const value = { code: codeOf(text).toLowerCase() || 'value', labels: { [locale]: text } }
      await post('/api/predefined-values', { attribute: { id: attribute }, code: value.code, name: value.labels })
      return value
    },
    onSuccess: (value) => {
      void client.invalidateQueries({ queryKey: ['model', 'values', attribute] })
      onMade(value)
    },
    onError: failedToast,
  })
  return (
    <Button size="compact-sm" variant="subtle" fullWidth justify="flex-start" leftSection={<IconPlus size={14} />} loading={making.isPending} onClick={() => making.mutate()}>
      {t('value.make', { text })}
    </Button>
  )
}
