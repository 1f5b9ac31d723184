import { useTranslation } from 'react-i18next'
import { useKindLabel } from './lineKinds'
import { useProcess, type Process } from './process'

/** What a process is called: what it does, and to what. Nothing, before it is there. */
export function useProcessName(process: Process | undefined): string {
  const { t } = useTranslation('flows')
  const kind = useKindLabel()
  const undone = useProcess(process?.undoes ?? undefined).data
  if (!process) return t('table.process')
  const about = undone ?? process
  const type = process.isDryRun && ['import', 'undo'].includes(process.type) ? `${process.type}Check` : process.type
  // Files are kept for some time; what they held is known for longer.
  const of = about.type === 'bulk_edit' ? t('type.bulk_edit') : (process.type !== 'export' && about.files.join(', ')) || kind(about.documentType)
  return t(`type.${type}`, { of, defaultValue: process.subject })
}
