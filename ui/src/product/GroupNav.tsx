import { Group, ScrollArea, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { isEmpty } from '@/attributes/kinds'
import { Ring } from '@/components/Ring'
import { useDataLocale } from '@/layout/DataLocale'
import styles from './GroupNav.module.css'
import { NARROWED, usePageSearch } from './search'
import { anchorOf } from './SectionOf'
import { useLanguageName } from './useLanguageName'
import type { Section } from './useShape'

interface Props {
  sections: Section[]
  /** What the filters leave. */
  shown: Section[]
  valueIn: (attribute: Attribute, locale: string) => unknown
}

/** The groups with how much of each is filled, and what narrows the fields. */
export function GroupNav({ sections, shown, valueIn }: Props) {
  const { t } = useTranslation('product')
  const [search, change] = usePageSearch()
  const { locale, locales } = useDataLocale()
  const nameOf = useLanguageName()
  const others = locales.filter((one) => one !== locale).map((one) => ({ value: one, label: nameOf(one) }))
  return (
    <nav className={styles.nav} aria-label={t('groups.title')}>
      <Find />
      <ScrollArea.Autosize mah="calc(100dvh - 430px)" className={styles.groups} type="auto">
        {sections.map((section, at) => (
          <Line key={section.id} section={section} isFirstOfAbove={section.above !== (sections[at - 1]?.above ?? null)} isShown={shown.some((one) => one.id === section.id)}
            filled={section.attributes.filter((attribute) => !isEmpty(valueIn(attribute, locale))).length} />
        ))}
      </ScrollArea.Autosize>
      <Stack gap={8} className={styles.narrow}>
        {NARROWED.map((one) => (
          <Switch key={one} size="xs" label={t(`only.${one}`)} checked={search.only === one} onChange={(event) => change({ only: event.currentTarget.checked ? one : undefined })} />
        ))}
        {others.length > 0 && (
          <Select size="xs" mt={4} label={t('compare.with')} placeholder={t('compare.none')} clearable data={others} value={others.some((one) => one.value === search.compare) ? search.compare : null}
            onChange={(chosen) => change({ compare: chosen ?? undefined })} clearButtonProps={{ 'aria-label': t('compare.stop') }} />
        )}
      </Stack>
    </nav>
  )
}

function Find() {
  const { t } = useTranslation('product')
  const [{ find = '' }, change] = usePageSearch()
  const [typed, setTyped] = useState(find)
  const tell = useDebouncedCallback((text: string) => change({ find: text || undefined }), 150)
  useEffect(() => { if (!find) setTyped('') }, [find])
  return (
    <TextInput size="xs" mb={8} leftSection={<IconSearch size={14} stroke={1.6} />} aria-label={t('groups.find')} placeholder={t('groups.find')} value={typed}
      onChange={(event) => { setTyped(event.currentTarget.value); tell(event.currentTarget.value) }} />
  )
}

function Line({ section, filled, isFirstOfAbove, isShown }: { section: Section; filled: number; isFirstOfAbove: boolean; isShown: boolean }) {
  const { t } = useTranslation('product')
  const total = section.attributes.length
  const go = () => document.getElementById(anchorOf(section.id))?.scrollIntoView({ behavior: 'auto', block: 'start' })
  return (
    <>
      {isFirstOfAbove && (section.above ? <Text className={styles.above}>{section.above}</Text> : <div className={styles.gap} />)}
      <button type="button" className={styles.line} onClick={go} disabled={!isShown}>
        <span className={styles.title}>{section.title}</span>
        <Group gap={6} wrap="nowrap" title={t('groups.filled', { filled, total })}>
          <span className={styles.count} aria-label={t('groups.filled', { filled, total })}>{filled}/{total}</span>
          <Ring value={(100 * filled) / total} size={14} label="" />
        </Group>
      </button>
    </>
  )
}
