import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** The outline of a page whose code is on its way. */
export function RoutePending() {
  const { t } = useTranslation()
  return (
    <Stack p={20} gap={20} aria-busy>
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      <Skeleton h={26} w={220} />
      <Stack gap={10}>
        {Array.from({ length: 9 }, (_, index) => <Skeleton key={index} h={26} w={`${96 - ((index * 7) % 30)}%`} />)}
      </Stack>
    </Stack>
  )
}
