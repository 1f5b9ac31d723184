import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from './Code.module.css'

/** A code in a monospace face, with a button that copies it. */
export function Code({ children }: { children: string }) {
  const { t } = useTranslation()
  return (
    <span className={styles.code}>
      <code>{children}</code>
      <CopyButton value={children}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? 'copied' : 'copy')}>
            <ActionIcon size={20} variant="subtle" color="gray" onClick={copy} aria-label={`${t('copy')} ${children}`}>
              {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  )
}
