import { Skeleton, Table, Text, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CompletenessSetting } from '@/api/types'
import { Failed } from '@/components/Failed'
import { Ring } from '@/components/Ring'
import { shortLocale, useDataLocale, useLabel } from '@/layout/DataLocale'
import { listPlace, places } from '@/layout/places'
import { Card } from './Card'
import styles from './Completeness.module.css'
import { useSettings, useStandings, type Standing } from './completeness'

/** So many languages stand side by side; of more only the one that is worked in is shown. */
const MOST = 6

/** How complete the catalogue is, by setting and language; each leads to what is missing. */
export function Completeness() {
  const { t } = useTranslation('home')
  const settings = useSettings()
  const standings = useStandings()
  const { locale, locales } = useDataLocale()
  const shown = locales.length > MOST ? [locale] : locales
  const error = settings.error ?? standings.error
  return (
    <Card title={t('completeness.now')}>
      {error ? <Failed error={error} onRetry={() => { void settings.refetch(); void standings.refetch() }} />
        : !settings.data || !standings.data ? <Skeleton h={96} />
        : settings.data.length === 0 ? <Text c="var(--soft)" size="sm">{t('completeness.none')} <Link to={places.completeness}>{t('completeness.make')}</Link></Text>
        : <Matrix settings={settings.data} standings={standings.data} locales={shown} />}
    </Card>
  )
}

function Matrix({ settings, standings, locales }: { settings: CompletenessSetting[]; standings: Standing[]; locales: string[] }) {
  const { t } = useTranslation('home')
  const label = useLabel()
  return (
    <div className={styles.scroll}>
      <Table className={styles.table} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('completeness.setting')}</Table.Th>
            {locales.map((locale) => <Table.Th key={locale}>{shortLocale(locale, locales)}</Table.Th>)}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {settings.map((setting) => (
            <Table.Tr key={setting.id}>
              <Table.Th scope="row" className={styles.name}><i style={{ background: setting.color }} />{label(setting.name, setting.id)}</Table.Th>
              {locales.map((locale) => (
                <Table.Td key={locale}>
                  <Cell setting={setting} locale={locale} standing={standings.find((one) => one.completenessSetting.id === setting.id && one.locale === locale)} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function Cell({ setting, locale, standing }: { setting: CompletenessSetting; locale: string; standing: Standing | undefined }) {
  const { t, i18n } = useTranslation('home')
  if (!standing || standing.documents === 0) return <Text c="var(--soft)">–</Text>
  const number = (value: number) => value.toLocaleString(i18n.language)
  const percent = Math.floor(standing.average)
  const words = t('completeness.of', { count: standing.documents, complete: number(standing.complete), documents: number(standing.documents) })
  return (
    <Tooltip label={words}>
      <Link className={styles.cell} to={listPlace(setting.documentType.id)} search={{ filter: { [`completeness[${setting.id}][${locale}]`]: { lt: 100 } } } as never}>
        <Ring value={percent} size={20} label="" />
        {t('completeness.percent', { value: number(percent) })}
      </Link>
    </Tooltip>
  )
}
