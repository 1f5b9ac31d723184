import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Searches while somebody types. */
export function SearchBox({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('assets')
  const [typed, type] = useState(value)
  const later = useDebouncedCallback(onChange, 250)
  // Back and forward, and links, change the address from outside.
  useEffect(() => type(value), [value])
  const write = (text: string) => {
    type(text)
    later(text)
  }
  return (
    <TextInput
      size="xs"
      w={230}
      aria-label={t('searchHelp')}
      placeholder={t('searchHelp')}
      leftSection={<IconSearch size={15} stroke={1.6} />}
      rightSection={typed && <CloseButton size="xs" aria-label={t('clear')} onClick={() => write('')} />}
      value={typed}
      onChange={(event) => write(event.currentTarget.value)}
    />
  )
}
