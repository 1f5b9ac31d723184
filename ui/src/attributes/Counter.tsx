import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** How long a text is, of how long it may be; said when it comes near. */
export function Counter({ length, most }: { length: number; most: unknown }) {
  const { t } = useTranslation('product')
  if (typeof most !== 'number' || (length < most * 0.6 && most > 200)) return null
  return (
    <Text size="xs" px={10} className="tabular" c={length > most ? 'var(--mantine-color-error)' : 'var(--soft)'} aria-label={t('value.length', { length, most })}>
      {length}/{most}
    </Text>
  )
}
