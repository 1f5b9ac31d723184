import { Modal, type MantineSize } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Dialog.module.css'

interface Props {
  title: string
  isOpen: boolean
  onClose: () => void
  size?: MantineSize
  /** What it shows would be lost: only its own button closes it, and Escape. */
  isKept?: boolean
  children: ReactNode
}

/** A question or a small form over the page. */
export function Dialog({ title, isOpen, onClose, size = 'md', isKept = false, children }: Props) {
  const { t } = useTranslation()
  return (
    <Modal.Root opened={isOpen} onClose={onClose} size={size} closeOnClickOutside={!isKept}>
      <Modal.Overlay />
      <Modal.Content>
        <div className={styles.head}>
          <Modal.Title fw={600}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
