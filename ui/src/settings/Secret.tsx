import { Alert, Button, CopyButton, Stack, TextInput } from '@mantine/core'
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  label: string
  value: string
  /** Why it is to be kept now. */
  children: ReactNode
}

/** Something that is shown this once, to be copied. */
export function Secret({ label, value, children }: Props) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs">
      <Alert color="yellow" icon={<IconKey size={18} />}>{children}</Alert>
      <TextInput label={label} readOnly value={value} styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }} onFocus={(event) => event.currentTarget.select()} />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy} style={{ alignSelf: 'flex-start' }}>{t(copied ? 'copied' : 'copy')}</Button>
        )}
      </CopyButton>
    </Stack>
  )
}
