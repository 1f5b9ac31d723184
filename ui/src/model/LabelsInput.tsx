import { Input, Textarea, TextInput, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Labels } from '@/api/types'
import { useNameLocales, type DataLocale } from './definition'
import styles from './LabelsInput.module.css'

interface Props {
  label: string
  description?: string
  value: Labels
  onChange: (value: Labels) => void
  error?: string
  required?: boolean
  /** Several lines. */
  isLong?: boolean
  /** Which languages: those of names, unless it is a text of the catalogue itself. */
  of?: 'isInterface' | 'isData'
  /** All languages are shown from the beginning. */
  isOpen?: boolean
}

/** A text in all languages: the one that is worked in first, the others at will. */
export function LabelsInput({ label, description, value, onChange, error, required, isLong = false, of, isOpen: isOpenFirst = false }: Props) {
  const { t, i18n } = useTranslation('model')
  const [isOpen, { toggle }] = useDisclosure(isOpenFirst)
  const locales = useNameLocales(of)
  const spoken = locales.find((locale) => locale.id.startsWith(i18n.language)) ?? locales[0]
  const ordered = [...locales].sort((a, b) => Number(b === spoken) - Number(a === spoken))
  const filled = ordered.filter((locale) => value[locale.id]).length
  const [first, ...others] = ordered
  if (!first) return null
  const one = (locale: DataLocale, isFirst: boolean) => (
    <One
      key={locale.id}
      locale={locale}
      label={`${label} · ${locale.name}`}
      value={value[locale.id] ?? ''}
      onChange={(text) => onChange(said(value, locale.id, text))}
      isLong={isLong}
      isWrong={isFirst && Boolean(error)}
    />
  )
  return (
    <Input.Wrapper label={label} description={description} error={error} required={required} labelElement="div">
      <div className={styles.texts} data-described={Boolean(description) || undefined}>
        {one(first, true)}
        {isOpen && others.map((locale) => one(locale, false))}
      </div>
      {others.length > 0 && (
        <UnstyledButton className={styles.more} onClick={toggle} aria-expanded={isOpen}>
          {isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
          {t('languages', { count: filled, total: locales.length })}
        </UnstyledButton>
      )}
    </Input.Wrapper>
  )
}

interface OneProps {
  locale: DataLocale
  label: string
  value: string
  onChange: (text: string) => void
  isLong: boolean
  isWrong: boolean
}

function One({ locale, label, value, onChange, isLong, isWrong }: OneProps) {
  const shared = { 'aria-label': label, value, lang: locale.id.replace('_', '-'), error: isWrong, leftSection: <span className={styles.badge}>{locale.id.slice(0, 2).toUpperCase()}</span>, leftSectionWidth: 42 }
  if (isLong) return <Textarea {...shared} autosize minRows={2} maxRows={8} onChange={(event) => onChange(event.currentTarget.value)} classNames={{ section: styles.top }} />
  return <TextInput {...shared} onChange={(event) => onChange(event.currentTarget.value)} />
}

function said(value: Labels, locale: string, text: string): Labels {
  const { [locale]: _, ...others } = value
  return text ? { ...others, [locale]: text } : others
}
