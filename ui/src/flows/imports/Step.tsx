import { Button, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Step.module.css'

interface Props {
  number: number
  title: string
  /** `open` is the one that is next; `ready` may be taken already. */
  state: 'waiting' | 'ready' | 'open' | 'done'
  /** Said beside the title. */
  aside?: ReactNode
  /** It is past, and shown only to who wants to look. */
  isPast?: boolean
  children?: ReactNode
}

/** One of the steps that follow each other down the page. */
export function Step({ number, title, state, aside, isPast = false, children }: Props) {
  const { t } = useTranslation('flows')
  const [isShown, { toggle }] = useDisclosure(false)
  return (
    <section className={styles.step} data-state={state} aria-label={`${number}. ${title}`}>
      <div className={styles.mark} aria-hidden>
        <span className={styles.number}>{state === 'done' ? <IconCheck size={15} /> : number}</span>
        <span className={styles.thread} />
      </div>
      <div className={styles.content}>
        <div className={styles.head}>
          <Title order={2}>{title}</Title>
          {aside && <span className={styles.aside}>{aside}</span>}
          {isPast && <Button size="compact-sm" variant="subtle" color="gray" onClick={toggle} aria-expanded={isShown}>{t(isShown ? 'step.hide' : 'step.show')}</Button>}
        </div>
        {state !== 'waiting' && (!isPast || isShown) && children}
      </div>
    </section>
  )
}
