import { MultiSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocales } from '@/api/model'

interface Props {
  value: string[]
  onChange: (locales: string[]) => void
  error?: string
}

/** The languages whose values are written; none: all. */
export function LocalesInput({ value, onChange, error }: Props) {
  const { t } = useTranslation('flows')
  const locales = useLocales().map(({ id }) => id)
  return <MultiSelect label={t('lines.locales')} maw={652} clearable data={locales} placeholder={value.length ? undefined : t('lines.allLocales')} value={value} onChange={onChange} error={error} />
}
