import { Skeleton, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/components/Failed'
import { When } from '@/components/When'
import { Card } from './Card'
import styles from './Changes.module.css'
import { DeedSentence } from './DeedSentence'
import { things, useDeeds, useNamed } from './history'

/** What was done last, as sentences. */
export function Changes() {
  const { t } = useTranslation('home')
  const deeds = useDeeds()
  const ids = (deeds.data ?? []).flatMap((deed) => things(deed).get('document')?.slice(0, 3) ?? [])
  const named = useNamed(ids)
  return (
    <Card title={t('changes.title')}>
      {deeds.error ? <Failed error={deeds.error} onRetry={() => void deeds.refetch()} />
        : !deeds.data ? <Stack gap={8}><Skeleton h={20} /><Skeleton h={20} /><Skeleton h={20} /></Stack>
        : deeds.data.length === 0 ? <Text c="var(--soft)" size="sm">{t('changes.none')}</Text>
        : (
          <ol className={styles.deeds}>
            {deeds.data.map((deed) => (
              <li key={deed.key} className={styles.deed}>
                <DeedSentence deed={deed} named={named} />
                <Text size="sm" c="var(--soft)" component="span" className={styles.when}><When at={deed.date} /></Text>
              </li>
            ))}
          </ol>
        )}
    </Card>
  )
}
