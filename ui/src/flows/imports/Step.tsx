import { Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Step.module.css'

interface Props {
  number: number
  title: string
  state: 'waiting' | 'open' | 'done'
  /** Said beside the title. */
  aside?: ReactNode
  children?: ReactNode
}

/** One of the steps that follow each other down the page. */
export function Step({ number, title, state, aside, children }: Props) {
  const { t } = useTranslation('flows')
  return (
    <section className={styles.step} data-state={state} aria-label={`${number}. ${title}`}>
      <div className={styles.mark} aria-hidden>
        <span className={styles.number}>{state === 'done' ? <IconCheck size={15} /> : number}</span>
        <span className={styles.thread} />
      </div>
      <div className={styles.content}>
        <div className={styles.head}>
          <Title order={2}>{title}{state === 'done' && <span hidden> ({t('step.done')})</span>}</Title>
          {aside && <span className={styles.aside}>{aside}</span>}
        </div>
        {state !== 'waiting' && children}
      </div>
    </section>
  )
}
