import { Button, Code, CopyButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './Demo.module.css'

const COMMAND = 'vitrine demo'

/** The server's own command, as no call of the API makes the demo. */
export function Demo() {
  const { t } = useTranslation()
  return (
    <CopyButton value={COMMAND}>
      {({ copied, copy }) => (
        <span className={styles.command}>
          <Code fz={13}>{COMMAND}</Code>
          <Button variant="default" size="xs" onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>
        </span>
      )}
    </CopyButton>
  )
}
