import { useTranslation } from 'react-i18next'
import { useKindLabel } from './lineKinds'
import { aboutOf, isDryRun, type Process } from './process'

/** What a process is called: what it does, and to what. */
export function useProcessName(): (process: Process) => string {
  const { t } = useTranslation('flows')
  const kind = useKindLabel()
  return (process) => {
    const type = process.type === 'import' && isDryRun(process) ? 'check' : process.type === 'undo' && isDryRun(process) ? 'undoCheck' : process.type
    const of = process.type === 'export' ? kind(process.documentType) : aboutOf(process)
    return t(`type.${type}`, { of, defaultValue: process.subject })
  }
}
