import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

const PAUSE = 250

/** The words that are looked for; asked after a short pause of typing. */
export function SearchInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('documents')
  const [typed, setTyped] = useState(value)
  const ask = useDebouncedCallback(onChange, PAUSE)
  useEffect(() => setTyped(value), [value])
  const change = (next: string) => {
    setTyped(next)
    ask(next)
  }
  return (
    <TextInput
      size="xs"
      w={220}
      type="search"
      aria-label={t('search')}
      placeholder={t('search')}
      leftSection={<IconSearch size={15} />}
      rightSection={typed && <CloseButton size="xs" aria-label={t('clearSearch')} onClick={() => change('')} />}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}
