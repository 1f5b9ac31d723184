import { Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { takeEarly } from './early'
import styles from './Palette.module.css'
import { PaletteList } from './PaletteList'
import { useEntries, type Entry } from './useEntries'

interface Props {
  isOpen: boolean
  onClose: () => void
  onHelp: () => void
}

/** One place to find and to do everything: a name and Enter lead to the first that is found. */
export default function Palette({ isOpen, onClose, onHelp }: Props) {
  const { t } = useTranslation()
  return (
    <Modal.Root opened={isOpen} onClose={onClose} size={640} yOffset="12dvh" transitionProps={{ duration: 80 }} zIndex={300} keepMounted={false}>
      <Modal.Overlay backgroundOpacity={0.35} blur={0} />
      <Modal.Content aria-label={t('search')} radius={10}>
        <Search onClose={onClose} onHelp={onHelp} />
      </Modal.Content>
    </Modal.Root>
  )
}

function Search({ onClose, onHelp }: Omit<Props, 'isOpen'>) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const list = useId()
  const [typed, setTyped] = useState('')
  // Which was chosen, wherever it moves to when more is found; at first the first.
  const [chosen, choose] = useState<string | null>(null)
  const [words] = useDebouncedValue(typed.trim(), 110)
  const { groups, isPending, isSure } = useEntries(typed.trim(), words, onHelp)
  const entries = groups.flatMap((group) => group.entries)
  const at = Math.max(0, entries.findIndex(({ key }) => key === chosen))
  const setAt = (to: number) => choose(entries[to]?.key ?? null)
  // Enter that comes before the answer goes on when it is there.
  const isWanted = useRef(false)
  const isWaiting = isPending || words !== typed.trim()

  const go = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    if (entry.to) void navigate({ to: entry.to })
    entry.do?.()
  }
  useEffect(() => {
    if (!isWanted.current || isWaiting) return
    isWanted.current = false
    go(entries[0])
  })
  const onFocus = () => {
    const early = takeEarly()
    if (!early) return
    setTyped(typed + early.text)
    isWanted.current = early.isSent && early.text !== ''
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      if (isWaiting && chosen === null && !isSure) isWanted.current = true
      else go(entries[at])
    } else if (event.key === 'ArrowDown') setAt(entries.length ? (at + 1) % entries.length : 0)
    else if (event.key === 'ArrowUp') setAt(entries.length ? (at + entries.length - 1) % entries.length : 0)
    else return
    event.preventDefault()
  }
  return (
    <>
      <TextInput
        data-autofocus
        classNames={{ input: styles.input, root: styles.search }}
        variant="unstyled"
        size="lg"
        aria-label={t('search')}
        placeholder={t('palette.placeholder')}
        leftSection={<IconSearch size={20} stroke={1.6} />}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={entries[at] ? `${list}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onFocus={onFocus}
        onChange={(event) => { setTyped(event.currentTarget.value); choose(null); isWanted.current = false }}
        onKeyDown={onKeyDown}
      />
      <PaletteList id={list} groups={groups} at={at} onPoint={setAt} onChoose={go} empty={isWaiting ? null : t('palette.nothing', { words: typed.trim() })} />
      <footer className={styles.foot} aria-hidden>{t('palette.keys')}</footer>
    </>
  )
}
