import { Title } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Code } from '@/components/Code'
import { When } from '@/components/When'
import styles from './AssetPage.module.css'
import { bytes } from './bytes'
import type { Asset } from './types'

const MADE_BY = ['exif', 'iptc', 'xmp'] as const

/** What is known of a file, and what was noted in it. */
export function Facts({ asset }: { asset: Asset }) {
  const { t, i18n } = useTranslation('assets')
  const { metadata } = asset
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <>
      <section>
        <Title order={2} size="h3" mb="xs">{t('file')}</Title>
        <dl className={styles.facts}>
          <dt>{t('columns.file')}</dt><dd>{asset.originalFilename ?? '–'}</dd>
          <dt>{t('facts.type')}</dt><dd>{metadata?.mimeType ?? '–'}</dd>
          {metadata?.size != null && <><dt>{t('columns.size')}</dt><dd>{bytes(metadata.size, i18n.language)}</dd></>}
          {metadata?.width && metadata.height && <><dt>{t('columns.pixels')}</dt><dd>{number.format(metadata.width)} × {number.format(metadata.height)}</dd></>}
          <dt>{t('facts.created')}</dt><dd><When at={asset.dateCreated} /> · {asset.createdBy}</dd>
          {metadata?.checksum && <><dt>{t('facts.checksum')}</dt><dd><Code>{metadata.checksum}</Code></dd></>}
        </dl>
      </section>
      {MADE_BY.map((source) => metadata?.[source] && Object.keys(metadata[source]).length > 0 && (
        <section key={source}>
          <Title order={2} size="h3" mb="xs">{source.toUpperCase()}</Title>
          <dl className={styles.facts}>
            {Object.entries(metadata[source]).map(([name, value]) => <Fragment key={name}><dt>{name}</dt><dd>{shown(value)}</dd></Fragment>)}
          </dl>
        </section>
      ))}
    </>
  )
}

const shown = (value: unknown) => (Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value))
