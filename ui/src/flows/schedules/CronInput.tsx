import { Chip, Group, Input, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import '@mantine/core/styles/Chip.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorsAt } from '../profiles/errors'
import { chosenOf, cronOf, type Chosen, type Rhythm } from './cron'
import { useWeekdays } from './useCronWords'
import { useNextRuns } from './useNextRuns'

interface Props {
  value: string
  timezone: string
  onChange: (cron: string) => void
  error?: string
}

const RHYTHMS: Rhythm[] = ['daily', 'weekly', 'monthly', 'hourly', 'minutes', 'custom']
const SHOWN = 3

/** When something is due: chosen in words, or written as an expression; with the next moments that it means. */
export function CronInput({ value, timezone, onChange, error }: Props) {
  const { t } = useTranslation('flows')
  const [isCustom, setCustom] = useState(chosenOf(value).rhythm === 'custom')
  const chosen = chosenOf(value)
  const set = (changed: Partial<Chosen>) => onChange(cronOf({ ...chosen, ...changed }))
  const choose = (rhythm: string | null) => {
    setCustom(rhythm === 'custom')
    if (rhythm !== 'custom') set({ rhythm: rhythm as Rhythm })
  }
  const next = useNextRuns(value, timezone)
  const wrong = error ?? errorsAt(next.error)('cron')
  const rhythm = isCustom ? 'custom' : chosen.rhythm
  return (
    <Stack gap="xs">
      <Group gap="sm" align="flex-start">
        <Select label={t('cron.when')} w={200} allowDeselect={false} data={RHYTHMS.map((one) => ({ value: one, label: t(`cron.${one}`) }))} value={rhythm} onChange={choose} error={isCustom ? undefined : wrong} />
        {['daily', 'weekly', 'monthly'].includes(rhythm) && <TextInput type="time" label={t('cron.at')} w={120} value={chosen.time} onChange={(event) => event.currentTarget.value && set({ time: event.currentTarget.value })} />}
        {rhythm === 'hourly' && <NumberInput label={t('cron.minute')} w={120} min={0} max={59} value={Number(chosen.time.slice(3))} onChange={(minute) => set({ time: `00:${String(minute).padStart(2, '0')}` })} />}
        {rhythm === 'minutes' && <NumberInput label={t('cron.every')} w={120} min={1} max={59} value={chosen.every} onChange={(every) => set({ every: Number(every) || 15 })} />}
        {rhythm === 'monthly' && <NumberInput label={t('cron.day')} w={120} min={1} max={31} value={chosen.day} onChange={(day) => set({ day: Number(day) || 1 })} />}
        {isCustom && <TextInput label={t('cron.expression')} description={t('cron.help')} styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }} value={value} onChange={(event) => onChange(event.currentTarget.value)} error={wrong} inputWrapperOrder={['label', 'input', 'description', 'error']} />}
      </Group>
      {rhythm === 'weekly' && <WeekdaysInput value={chosen.weekdays} onChange={(weekdays) => set({ weekdays })} />}
      {!next.error && next.data && <NextRuns runs={next.data} timezone={timezone} />}
    </Stack>
  )
}

function WeekdaysInput({ value, onChange }: { value: number[]; onChange: (weekdays: number[]) => void }) {
  const { t } = useTranslation('flows')
  const names = useWeekdays()
  return (
    <Input.Wrapper label={t('cron.weekdays')} labelElement="div">
      <Chip.Group multiple value={value.map(String)} onChange={(chosen) => chosen.length > 0 && onChange(chosen.map(Number))}>
        <Group gap={6} mt={4}>
          {[1, 2, 3, 4, 5, 6, 0].map((day) => <Chip key={day} value={String(day)} size="xs" radius="sm">{names[day]}</Chip>)}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  )
}

function NextRuns({ runs, timezone }: { runs: string[]; timezone: string }) {
  const { t, i18n } = useTranslation('flows')
  if (runs.length === 0) return null
  const format = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: timezone })
  return <Text size="sm" c="var(--soft)">{t('cron.next', { runs: runs.slice(0, SHOWN).map((run) => format.format(new Date(run))).join(' · ') })}</Text>
}
