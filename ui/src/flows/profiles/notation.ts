import { useTranslation } from 'react-i18next'

const ENCODINGS = ['utf-8', 'windows-1252', 'iso-8859-15', 'utf-16le', 'utf-16be', 'macintosh']
const DATES = ['yyyy-MM-dd', 'dd/MM/yyyy', 'MM/dd/yyyy', 'dd.MM.yyyy', 'dd-MM-yyyy', 'yyyy/MM/dd', 'yyyyMMdd']

const including = (known: string[], own: string | null | undefined) => (own && !known.includes(own) ? [...known, own] : known)

/** What may be chosen of how files are written down. */
export function useNotationChoices() {
  const { t } = useTranslation('flows')
  const item = (value: string, name: string) => ({ value, label: t(name) })
  return {
    separators: [item(';', 'notation.semicolon'), item(',', 'notation.comma'), item('\t', 'notation.tab'), item('|', 'notation.bar')],
    encodings: (own?: string | null) => including(ENCODINGS, own?.toLowerCase()),
    decimals: [item('.', 'notation.point'), item(',', 'notation.commaDecimal')],
    dates: (own?: string) => including(DATES, own),
    extensions: [{ value: 'csv', label: 'CSV' }, { value: 'xlsx', label: 'Excel (XLSX)' }, { value: 'ndjson', label: 'NDJSON' }],
  }
}
