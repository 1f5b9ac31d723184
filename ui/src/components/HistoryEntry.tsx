import { Button, Group, Menu, ActionIcon, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowBackUp, IconChevronDown, IconChevronRight, IconDots } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { confirmed } from './Confirm'
import { Difference } from './Difference'
import { Sentence, useTouchedName, type Change, type Touched } from './History'
import styles from './History.module.css'
import { failedToast, said } from './toast'
import { When } from './When'

interface Props {
  path: string
  change: Change
  isOpen: boolean
  /** Nothing happened since. */
  isLatest: boolean
}

/** One change: its sentence; opened, what was before and after each, and the ways back. */
export function HistoryEntry({ path, change, isOpen: begins, isLatest }: Props) {
  const { t } = useTranslation('product')
  const [isOpen, { toggle }] = useDisclosure(begins && change.operation === 'update')
  const revert = useRevert(path)
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  const asItWas = async () => {
    const preview = await revert.preview({ asOf: change.date })
    if (preview && (await confirmed({ title: t('history.restoreTitle'), body: <Preview touched={preview} />, confirm: t('history.restore') }))) await revert.run({ asOf: change.date })
  }
  const before = async () => {
    const preview = await revert.preview({ change: change.id })
    if (preview && (await confirmed({ title: t('history.beforeTitle'), body: <Preview touched={preview} />, confirm: t('history.restore') }))) await revert.run({ change: change.id })
  }
  return (
    <li className={styles.entry}>
      <div className={styles.line}>
        <UnstyledButton className={styles.sentence} onClick={toggle} aria-expanded={isOpen}>
          <Chevron size={15} aria-hidden className={styles.chevron} />
          <span><Sentence change={change} /></span>
        </UnstyledButton>
        <Text size="xs" c="var(--soft)" className={styles.when}>
          <When at={change.date} /> · {t(`history.origin.${change.origin}`, { defaultValue: change.origin })}
          {change.process && <> · <Link to={`/flows/${change.process}` as '/'}>{t('history.process')}</Link></>}
        </Text>
        <Menu position="bottom-end">
          <Menu.Target><ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('history.ways')}><IconDots size={15} /></ActionIcon></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={isLatest} onClick={() => void asItWas()}>{t('history.asItWas')}</Menu.Item>
            <Menu.Item disabled={change.operation === 'create'} onClick={() => void before()}>{t('history.before')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {isOpen && <Details change={change} onRevert={(touched) => void revert.run({ change: change.id, attributes: [touched.path.replace(/^attributes\./, '')] })} />}
    </li>
  )
}

function Details({ change, onRevert }: { change: Change; onRevert: (touched: Touched) => void }) {
  const { t } = useTranslation('product')
  const nameOf = useTouchedName()
  return (
    <dl className={styles.details}>
      {change.changes.map((touched) => (
        <div key={touched.path} className={styles.touched}>
          <dt>
            {nameOf(touched)}
            {touched.attribute && change.operation === 'update' && (
              <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconArrowBackUp size={13} />} onClick={() => onRevert(touched)} aria-label={t('history.revertOf', { name: nameOf(touched) })}>{t('history.revert')}</Button>
            )}
          </dt>
          <dd><Difference touched={touched} /></dd>
        </div>
      ))}
    </dl>
  )
}

function Preview({ touched }: { touched: Touched[] }) {
  const { t } = useTranslation('product')
  const nameOf = useTouchedName()
  if (touched.length === 0) return <Text size="sm">{t('history.nothingDiffers')}</Text>
  return (
    <dl className={styles.details}>
      {touched.map((one) => <div key={one.path} className={styles.touched}><dt><Group gap={6}>{nameOf(one)}</Group></dt><dd><Difference touched={one} /></dd></div>)}
    </dl>
  )
}

interface Asked {
  asOf?: string
  change?: string
  attributes?: string[]
}

/** Brings back what was; a write like any other, so it stands in the history and can be taken back itself. */
function useRevert(path: string) {
  const { t } = useTranslation('product')
  const client = useQueryClient()
  const send = (asked: Asked, dryRun: boolean) => post<{ results: { changes?: Touched[] }[] }>(`${path}/revert`, asked, { params: dryRun ? { dryRun: 1 } : {} })
  const preview = async (asked: Asked): Promise<Touched[] | null> => {
    try {
      const { value } = await send(asked, true)
      return (value.results[0]?.changes ?? []).map(withAttribute)
    } catch (error) {
      failedToast(error)
      return null
    }
  }
  const run = async (asked: Asked) => {
    try {
      await send(asked, false)
      said(t('history.restored'))
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'model' })
    } catch (error) {
      failedToast(error)
    }
  }
  return { preview, run }
}

/** A dry run names paths alone. */
function withAttribute(touched: Touched): Touched {
  const [area, attribute, locale] = touched.path.split('.')
  return area === 'attributes' ? { ...touched, attribute, locale } : touched
}
