import { ActionIcon, Group, Title, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useEffect, useId, useRef, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isFloating } from './floating'
import styles from './SidePanel.module.css'

interface Props {
  title: ReactNode
  onClose: () => void
  /** What can be done with it, the main thing last. */
  actions?: ReactNode
  /** Goes to the row before or after the one that is open; arrow keys do it too. */
  onStep?: (by: 1 | -1) => void
  /** In pixels; never more than the window has. */
  width?: number
  children: ReactNode
}

const TYPED_IN = 'input, textarea, select, [contenteditable], [role=listbox], [role=tablist], [role=menu]'

/** Lies over the right of a page, which stays usable; Escape closes it, and the focus goes back to where it came from. */
export function SidePanel({ title, onClose, actions, onStep, width = 480, children }: Props) {
  const { t } = useTranslation()
  const name = useId()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    if (event.key === 'Escape' && !isFloating()) onClose()
    if ((event.target as Element).closest(TYPED_IN)) return
    if (onStep && event.key === 'ArrowDown') onStep(1)
    if (onStep && event.key === 'ArrowUp') onStep(-1)
  }
  return (
    <aside ref={panel} className={styles.panel} aria-labelledby={name} tabIndex={-1} onKeyDown={onKeyDown} style={{ '--panel-width': `${width}px` } as CSSProperties}>
      <header className={styles.head}>
        <Title order={2} id={name}>{title}</Title>
        {actions && <Group gap="xs" wrap="nowrap">{actions}</Group>}
        {onStep && (
          <>
            <Step label={t('panel.previous')} onClick={() => onStep(-1)} icon={IconChevronUp} />
            <Step label={t('panel.next')} onClick={() => onStep(1)} icon={IconChevronDown} />
          </>
        )}
        <Step label={t('close')} onClick={onClose} icon={IconX} />
      </header>
      <div className={styles.body}>{children}</div>
    </aside>
  )
}

function Step({ label, onClick, icon: Mark }: { label: string; onClick: () => void; icon: typeof IconX }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}><Mark size={18} stroke={1.6} /></ActionIcon>
    </Tooltip>
  )
}
