import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** A number as the language writes it; a skeleton until it is there. */
export function Count({ value }: { value: number | undefined }) {
  const { i18n } = useTranslation()
  if (value === undefined) return <Skeleton component="span" display="inline-block" h={12} w={28} />
  return <span className="tabular">{new Intl.NumberFormat(i18n.language).format(value)}</span>
}
