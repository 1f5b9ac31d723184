import { Anchor, Stepper } from '@mantine/core'
import '@mantine/core/styles/Stepper.css'
import { useDocumentTitle } from '@mantine/hooks'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Beginning } from './Beginning'
import { FirstProduct } from './FirstProduct'
import { FirstType } from './FirstType'
import { Languages } from './Languages'
import styles from './Welcome.module.css'

const STEPS = ['languages', 'beginning', 'type', 'product'] as const
export type WelcomeStep = (typeof STEPS)[number]

/** From an empty instance to the first product, in three minutes; the step is in the address. */
export function Welcome() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const wanted = useSearch({ from: '/welcome' }).step
  const step = STEPS.find((one) => one === wanted) ?? 'languages'
  useDocumentTitle(`${t('welcome.title')} · Vitrine`)
  const at = STEPS.indexOf(step)
  const go = (to: WelcomeStep) => void navigate({ to: '/welcome', search: { step: to } })
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <span className={styles.brand}><img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width={28} height={28} />Vitrine</span>
        <Anchor component={Link} to="/" size="sm" c="var(--soft)">{t('welcome.later')}</Anchor>
      </header>
      <Stepper active={at} size="sm" iconSize={30} className={styles.steps} onStepClick={(index) => index < at && go(STEPS[index] ?? 'languages')} allowNextStepsSelect={false}>
        {STEPS.map((name) => <Stepper.Step key={name} label={t(`welcome.steps.${name}`)} />)}
      </Stepper>
      <div className={styles.body}>
        {step === 'languages' && <Languages onDone={() => go('beginning')} />}
        {step === 'beginning' && <Beginning onOwn={() => go('type')} />}
        {step === 'type' && <FirstType onDone={() => go('product')} />}
        {step === 'product' && <FirstProduct />}
      </div>
    </main>
  )
}
