import { Group, NumberInput, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Option } from './profile'
import { CHANGES, linesOf, pairsOf, type Change } from './rules'

interface Props {
  change: Option & { name: Change }
  onChange: (option: Option) => void
}

/** One change of cells, and what it says. */
export function ChangeInput({ change, onChange }: Props) {
  const { t } = useTranslation('flows')
  const { name, value } = change
  const label = t(`rules.${name}`)
  const say = (said: unknown) => onChange({ name, value: said })
  switch (CHANGES[name]) {
    case 'none':
      return <Text size="sm" flex={1}>{label}</Text>
    case 'text':
      return <TextInput size="xs" flex={1} label={label} value={String(value ?? '')} onChange={(event) => say(event.currentTarget.value)} description={name === 'extract' ? t('rules.extractHelp') : undefined} />
    case 'pairs':
      return <PairsInput label={label} value={value} onChange={say} />
    case 'part':
      return <PartInput label={label} value={value as Part} onChange={say} />
  }
}

function PairsInput({ label, value, onChange }: { label: string; value: unknown; onChange: (pairs: Record<string, string>) => void }) {
  const { t } = useTranslation('flows')
  const [lines, setLines] = useState(linesOf(value))
  const type = (typed: string) => {
    setLines(typed)
    onChange(pairsOf(typed))
  }
  return <Textarea size="xs" flex={1} autosize minRows={2} label={label} description={t('rules.pairsHelp')} value={lines} onChange={(event) => type(event.currentTarget.value)} />
}

interface Part {
  separator: string
  number: number
}

function PartInput({ label, value, onChange }: { label: string; value: Part; onChange: (part: Part) => void }) {
  const { t } = useTranslation('flows')
  return (
    <Group gap={6} flex={1} wrap="nowrap" align="flex-end">
      <TextInput size="xs" label={label} description={t('rules.separator')} value={value.separator} onChange={(event) => onChange({ ...value, separator: event.currentTarget.value })} />
      <NumberInput size="xs" w={110} description={t('rules.number')} aria-label={t('rules.number')} value={value.number} onChange={(number) => onChange({ ...value, number: Number(number) || 1 })} />
    </Group>
  )
}
