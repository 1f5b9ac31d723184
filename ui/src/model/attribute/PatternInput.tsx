import { Group, Text, TextInput } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MONO } from '../mono'

interface Props {
  value: string
  onChange: (value: string) => void
  error?: string
}

/** A regular expression, with a place to try it. */
export function PatternInput({ value, onChange, error }: Props) {
  const { t } = useTranslation('model')
  const [sample, setSample] = useState('')
  const matches = sample ? isMatch(value, sample) : null
  return (
    <>
      <TextInput label={t('constraints.regex')} description={t('constraints.regexHelp')} placeholder="[A-Z]{3}-[0-9]{4}" value={value} error={error} styles={MONO} spellCheck={false} onChange={(event) => onChange(event.currentTarget.value)} />
      {value && (
        <Group gap="xs" wrap="nowrap" align="flex-end">
          <TextInput label={t('constraints.try')} value={sample} onChange={(event) => setSample(event.currentTarget.value)} flex={1} />
          <Group gap={4} h={36} miw={110} wrap="nowrap" role="status">
            {matches === true && <><IconCheck size={16} color="var(--mantine-color-teal-6)" /><Text size="sm">{t('constraints.fits')}</Text></>}
            {matches === false && <><IconX size={16} color="var(--mantine-color-red-6)" /><Text size="sm">{t('constraints.fitsNot')}</Text></>}
          </Group>
        </Group>
      )}
    </>
  )
}

/** The server's expressions match whole texts; null: this browser can't read it. */
function isMatch(pattern: string, sample: string): boolean | null {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(sample)
  } catch {
    return null
  }
}
