import { Alert } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface Props {
  count: number
  isExact: boolean
  tried: number
}

/** Says that counts are those of the first documents, where there are too many to try all. */
export function Tried({ count, isExact, tried }: Props) {
  const { t, i18n } = useTranslation('documents')
  if (isExact) return null
  const spoken = (value: number) => value.toLocaleString(i18n.language)
  return <Alert color="yellow" mb="sm">{t('bulk.tried', { tried: spoken(tried), count, spoken: spoken(count) })}</Alert>
}
