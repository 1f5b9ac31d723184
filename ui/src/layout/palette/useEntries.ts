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

/**
 * What is offered for what is typed; `words` is what was typed a moment ago, which the server is asked for. A screen or a deed
 * whose name begins so stands before all that is found, and so is `isSure` to stay first.
 */
export function useEntries(typed: string, words: string, onHelp: () => void): { groups: EntryGroup[]; isPending: boolean; isSure: boolean } {
  const { t } = useTranslation()
  const recent = useRecent()
  const { screens, actions } = useCommands(onHelp)
  const { documents, assets, isPending } = useFound(typed === '' ? '' : words)
  const place = (label: string) => folded(label).indexOf(folded(typed))
  const isNamed = ({ entries }: EntryGroup) => typed !== '' && entries.some(({ label }) => place(label) === 0)
  const fitting = (commands: Command[]) => commands.filter(({ label }) => place(label) >= 0).sort((a, b) => Math.sign(place(a.label)) - Math.sign(place(b.label))).map(ofCommand)
  const commands = [{ name: t('palette.screens'), entries: fitting(screens) }, { name: t('palette.actions'), entries: fitting(actions) }]
  const named = commands.filter(isNamed)
  const groups: EntryGroup[] = typed === ''
    ? [{ name: t('palette.recent'), entries: recent.map(({ to, title }) => ({ key: to, label: title, icon: IconClock, to })) }, ...commands]
    : [
        ...named,
        { name: t('palette.documents'), entries: documents.map((one) => ofFound(one, IconFileText)) },
        { name: t('nav.assets'), entries: assets.map((one) => ofFound(one, IconPhoto)) },
        ...commands.filter((group) => !isNamed(group)),
      ]
  return { groups: groups.filter((group) => group.entries.length > 0), isPending, isSure: named.length > 0 }
}

const ofCommand = (command: Command): Entry => ({ key: `${command.to ?? ''} ${command.label}`, ...command })
const ofFound = ({ to, label, code, kind, picture }: Found, icon: Icon): Entry => ({ key: to, label, code, kind, icon, picture, to })

/** Case and accents don't count. */
const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
