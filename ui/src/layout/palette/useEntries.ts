import { IconClock, IconFileText, IconPhoto, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useRecent } from './recents'
import { useCommands, type Command } from './useCommands'
import { useFound, type Found } from './useFound'

export interface Entry {
  key: string
  label: string
  /** A code, in a monospace face. */
  code?: string
  kind?: string
  icon: Icon
  picture?: string | null
  to?: string
  do?: () => void
}

export interface EntryGroup {
  name: string
  entries: Entry[]
}

/** What is offered for what is typed; `words` is what was typed a moment ago, which the server is asked for. */
export function useEntries(typed: string, words: string, onHelp: () => void): { groups: EntryGroup[]; isPending: boolean } {
  const { t } = useTranslation()
  const recent = useRecent()
  const { screens, actions } = useCommands(onHelp)
  const { documents, assets, isPending } = useFound(typed === '' ? '' : words)
  const fits = (command: Command) => folded(command.label).includes(folded(typed))
  const groups: EntryGroup[] = typed === ''
    ? [
        { name: t('palette.recent'), entries: recent.map(({ to, title }) => ({ key: to, label: title, icon: IconClock, to })) },
        { name: t('palette.screens'), entries: screens.map(ofCommand) },
        { name: t('palette.actions'), entries: actions.map(ofCommand) },
      ]
    : [
        { name: t('palette.documents'), entries: documents.map((one) => ofFound(one, IconFileText)) },
        { name: t('nav.assets'), entries: assets.map((one) => ofFound(one, IconPhoto)) },
        { name: t('palette.screens'), entries: screens.filter(fits).map(ofCommand) },
        { name: t('palette.actions'), entries: actions.filter(fits).map(ofCommand) },
      ]
  return { groups: groups.filter((group) => group.entries.length > 0), isPending }
}

const ofCommand = (command: Command): Entry => ({ key: command.to ?? command.label, ...command })
const ofFound = ({ to, label, code, kind, picture }: Found, icon: Icon): Entry => ({ key: to, label, code, kind, icon, picture, to })

/** Case and accents don't count. */
const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
