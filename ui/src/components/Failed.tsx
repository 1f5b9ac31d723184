import { Alert, Button, Collapse, Group, List, Stack, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/error'

/** What happened, to what, and what to do; the technical part folds out with the request's id. */
export function Failed({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t } = useTranslation()
  const [isOpen, { toggle }] = useDisclosure(false)
  const told = error instanceof ApiError ? error : null
  return (
    <Alert color="red" icon={<IconAlertCircle size={18} />} title={t('failed.title')}>
      <Stack gap={6} align="flex-start">
        <Text size="sm">{error.message}</Text>
        {told && told.violations.length > 0 && (
          <List size="sm">
            {told.violations.map((violation) => (
              <List.Item key={violation.propertyPath + violation.message}>{violation.propertyPath} {violation.message}</List.Item>
            ))}
          </List>
        )}
        <Group gap="sm">
          {onRetry && <Button size="xs" variant="default" onClick={onRetry}>{t('retry')}</Button>}
          {told && <UnstyledButton onClick={toggle} fz="xs" c="var(--soft)" aria-expanded={isOpen}>{t('failed.details')}</UnstyledButton>}
        </Group>
        {told && (
          <Collapse expanded={isOpen}>
            <Text size="xs" ff="monospace">{t('failed.status', { status: told.status })} · {t('failed.request', { id: told.requestId })}</Text>
          </Collapse>
        )}
      </Stack>
    </Alert>
  )
}
