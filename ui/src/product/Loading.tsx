import { Group, Skeleton, Stack } from '@mantine/core'
import styles from './ProductPage.module.css'

/** The outline of the page until it is there. */
export function Loading() {
  return (
    <div className={styles.loading} aria-busy>
      <Group mb="xl"><Skeleton width={44} height={44} /><Stack gap={6}><Skeleton width={260} height={18} /><Skeleton width={160} height={12} /></Stack></Group>
      <Group align="flex-start" gap="xl" wrap="nowrap">
        <Stack w={180} visibleFrom="md">{[1, 2, 3, 4].map((line) => <Skeleton key={line} height={20} />)}</Stack>
        <Stack flex={1}>{[1, 2, 3, 4, 5].map((line) => <Skeleton key={line} height={48} />)}</Stack>
      </Group>
    </div>
  )
}
