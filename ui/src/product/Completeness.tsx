import { Popover, Table, Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Ring } from '@/components/Ring'
import { languageOf } from '@/attributes/AttributeInput'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import { Pill } from './Pill'
import styles from './Completeness.module.css'
import { useMissing } from './useMissing'

/** How complete a document is in the data language: one ring; behind it each indicator in each language. */
export function Completeness() {
  const { t } = useTranslation('product')
  const label = useLabel()
  const { locale, locales, choose } = useDataLocale()
  const indicatedIn = useMissing()
  const here = indicatedIn(locale)
  if (here.length === 0) return null
  const mean = Math.floor(here.reduce((sum, one) => sum + one.value, 0) / here.length)
  return (
    <Popover position="bottom-end" shadow="md" withArrow={false} transitionProps={{ duration: 80 }} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={styles.ring} aria-label={t('complete.is', { value: mean, language: languageOf(locale) })}>
          <Ring value={mean} size={34} />
          <span className={styles.value} aria-hidden>{mean}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label={t('complete.title')}>
        <Text fw={600} mb={6}>{t('complete.title')}</Text>
        <Table verticalSpacing={4} horizontalSpacing="sm" withRowBorders={false} className={styles.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th><span className={styles.unseen}>{t('complete.indicator')}</span></Table.Th>
              {locales.map((one) => (
                <Table.Th key={one} scope="col">
                  <UnstyledButton className={styles.language} data-here={one === locale || undefined} onClick={() => choose(one)} aria-label={t('complete.show', { language: languageOf(one) })}>{languageOf(one)}</UnstyledButton>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {here.map(({ setting }, at) => (
              <Table.Tr key={setting.id}>
                <Table.Th scope="row"><Pill color={setting.color}>{label(setting.name, setting.id)}</Pill></Table.Th>
                {locales.map((one) => {
                  const value = indicatedIn(one)[at]?.value
                  return <Table.Td key={one} className="tabular">{value === undefined ? '–' : <span className={styles.cell}><Ring value={value} size={14} />{value} %</span>}</Table.Td>
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Popover.Dropdown>
    </Popover>
  )
}
