import { Group, Progress, Stack, Text } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import { useNameLocales, type CompletenessSetting } from '../definition'
import styles from './Reached.module.css'

/** How many documents are complete, language by language. */
export function Reached({ setting }: { setting: CompletenessSetting }) {
  const { t, i18n } = useTranslation('model')
  const locales = useNameLocales('isData')
  const type = setting.documentType.id
  const count = (params: Record<string, string | number>) => ({
    queryKey: ['documents', 'count', params],
    queryFn: () => list('/api/documents', { 'documentType.id': type, limit: 0, ...params }),
  })
  const [whole, ...complete] = useQueries({
    queries: [count({}), ...locales.map((locale) => count({ [`completeness[${setting.id}][${locale.id}]`]: 100 }))],
  })
  const total = whole?.data?.total
  const number = new Intl.NumberFormat(i18n.language)
  if (total === undefined) return null
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>{t('completeness.reached')}</Text>
      {locales.map((locale, index) => {
        const reached = complete[index]?.data?.total
        const filter = JSON.stringify({ [`completeness[${setting.id}][${locale.id}]`]: { lt: 100 } })
        return (
          <Link key={locale.id} to={`/documents/${type}`} search={{ filter } as never} className={styles.line} title={t('completeness.toIncomplete')}>
            <Text size="sm" className={styles.name}>{locale.name}</Text>
            <Progress value={reached === undefined || !total ? 0 : (100 * reached) / total} color={setting.color} className={styles.bar} aria-label={locale.name} />
            <Group className={styles.numbers} justify="flex-end">{reached === undefined ? '…' : `${number.format(reached)} / ${number.format(total)}`}</Group>
          </Link>
        )
      })}
    </Stack>
  )
}
