import { Button, Group, Select, Skeleton, Text } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useKindLabel } from '../lineKinds'
import type { Notation } from '../profiles/profile'
import { useNotationChoices } from '../profiles/notation'
import type { ImportDraft } from './draft'
import styles from './FileStep.module.css'
import type { Preview } from './preview'

interface Props {
  draft: ImportDraft
  onReplace: () => void
  /** The import has begun. */
  isFixed: boolean
}

/** The file that was sent, how it is read, and its first lines. */
export function FileStep({ draft, onReplace, isFixed }: Props) {
  const { t, i18n } = useTranslation('flows')
  const { preview } = draft
  if (draft.isLoading) return <Skeleton height={200} />
  if (!preview) return null
  const size = new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 }).format(preview.size / 1000)
  return (
    <>
      <div className={styles.file}>
        <IconFileSpreadsheet size={18} stroke={1.5} aria-hidden />
        <Text fw={550}>{preview.fileName}</Text>
        <Text size="sm" c="var(--soft)">{size}{preview.lines !== null && ` · ${t('file.lines', { count: preview.lines })}`}</Text>
        {!isFixed && <Button size="compact-sm" variant="default" onClick={onReplace}>{t('file.replace')}</Button>}
      </div>
      {!isFixed && <Read draft={draft} preview={preview} />}
      {!draft.isWhole && <FirstLines preview={preview} />}
    </>
  )
}

const WHOLE = ' '

/** How it is read, as it was found out; each can be said otherwise. */
function Read({ draft, preview }: { draft: ImportDraft; preview: Preview }) {
  const { t } = useTranslation('flows')
  const kind = useKindLabel()
  const choices = useNotationChoices()
  const sheets = preview.sheets.map(({ name, model }) => ({ value: name, label: model ? `${name} (${kind(model)})` : name }))
  const say = (said: Partial<Notation>) => draft.say(said)
  const profile = draft.profile
  const isText = profile?.extension === 'csv'
  return (
    <Group gap="sm" mb="sm" align="flex-end">
      {sheets.length > 1 && (
        <Select
          label={t('file.sheet')} w={240} allowDeselect={false}
          data={[{ value: WHOLE, label: t('file.allSheets', { count: sheets.length }) }, ...sheets]}
          value={draft.isWhole ? WHOLE : preview.sheet}
          onChange={(chosen) => draft.choose(chosen === WHOLE ? null : chosen)}
        />
      )}
      {!draft.isWhole && profile && isText && (
        <>
          <Select label={t('notation.separator')} w={150} data={choices.separators} value={profile.separator ?? ''} onChange={(separator) => say({ separator })} allowDeselect={false} />
          <Select label={t('notation.encoding')} w={170} data={choices.encodings(profile.encoding)} value={profile.encoding ?? 'utf-8'} onChange={(encoding) => say({ encoding })} allowDeselect={false} />
        </>
      )}
      {!draft.isWhole && profile && (
        <>
          <Select label={t('notation.decimalSeparator')} w={170} data={choices.decimals} value={profile.decimalSeparator} onChange={(decimal) => decimal && say({ decimalSeparator: decimal })} allowDeselect={false} />
          <Select label={t('notation.dateFormat')} w={170} data={choices.dates(profile.dateFormat)} value={profile.dateFormat} onChange={(format) => format && say({ dateFormat: format })} allowDeselect={false} />
        </>
      )}
    </Group>
  )
}

function FirstLines({ preview }: { preview: Preview }) {
  const { t } = useTranslation('flows')
  return (
    <div className={styles.sheet} tabIndex={0} role="region" aria-label={t('file.first', { count: preview.rows.length })}>
      <table>
        <thead>
          <tr>
            <th data-line scope="col"><span aria-label={t('file.line')}>#</span></th>
            {preview.header.map((column, index) => <th key={index} scope="col" title={column}>{column}</th>)}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((cells, index) => (
            <tr key={index}>
              <td data-line>{index + 2}</td>
              {preview.header.map((_, column) => <td key={column} title={cells[column]}>{cells[column]}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
