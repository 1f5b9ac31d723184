import { Alert, Button, Group, Modal, Radio, Select, Stack, Table, Tabs, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { all, post, type Params } from '@/api/client'
import type { Labels } from '@/api/types'
import { queries } from '@/api/queries'
import { Failed } from '@/components/Failed'
import { said } from '@/components/toast'
import { useLabel } from '@/layout/DataLocale'
import { paramsOf, type AssetSearch } from './search'
import { StateBadge } from './StateBadge'

interface Props {
  search: AssetSearch
  isFiltered: boolean
  total: number
  onClose: () => void
}

type Outcome = 'linked' | 'unchanged' | 'unknown' | 'refused' | 'unmatched'

interface Example {
  asset: string
  originalFilename: string | null
  origin: string | null
  sequence: number | null
  violations?: { message: string }[]
}

type Report = Record<Outcome | 'assets', number> & { examples: Record<Outcome, Example[]> }

interface LinkType {
  id: string
  name: Labels
  originType: string
  targetType: string
}

const OUTCOMES: Outcome[] = ['linked', 'unknown', 'refused', 'unmatched', 'unchanged']

/** Links assets to the products that their file names tell, after a try that writes nothing. */
export function AutoLink({ search, isFiltered, total, onClose }: Props) {
  const { t, i18n } = useTranslation('assets')
  const label = useLabel()
  const [which, choose] = useState(isFiltered ? 'shown' : 'unused')
  const [pattern, setPattern] = useState('{document_code}_{position}')
  const [wished, wish] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const { data: types = [] } = useQuery({ queryKey: ['model', 'link-types'], queryFn: () => all<LinkType>('/api/link-types') })
  const origin = pattern.includes('{variant_code}') ? 'variant' : 'document'
  const fitting = types.filter(({ targetType, originType }) => targetType === 'asset' && originType === origin)
  const linkType = fitting.find(({ id }) => id === wished)?.id ?? fitting[0]?.id ?? null
  const ask = (dryRun: boolean) => post<Report>('/api/assets/auto-link', { pattern, linkType: { id: linkType }, dryRun }, { params: scope(which, search) })
  const trial = useMutation({ mutationFn: async () => ({ report: (await ask(true)).value, of: `${pattern} ${linkType} ${which}` }) })
  const run = useMutation({
    mutationFn: async () => (await ask(false)).value,
    onSuccess: (report) => {
      void queries.invalidateQueries({ queryKey: ['assets'] })
      said(t('autoLink.done', { count: report.linked }))
      onClose()
    },
  })
  // What was tried counts for these wishes alone.
  const report = trial.data?.of === `${pattern} ${linkType} ${which}` ? trial.data.report : null
  const insert = (token: string) => {
    const at = field.current?.selectionStart ?? pattern.length
    setPattern(pattern.slice(0, at) + token + pattern.slice(at))
    field.current?.focus()
  }
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value)
  return (
    <Modal opened onClose={onClose} size="xl" title={t('autoLink.title')} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Stack gap="md">
        <Text size="sm" c="var(--soft)">{t('autoLink.help')}</Text>
        <div>
          <TextInput ref={field} label={t('autoLink.pattern')} styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }} spellCheck={false} value={pattern} onChange={(event) => setPattern(event.currentTarget.value)} data-autofocus />
          <Group gap={6} mt={6}>
            {['document_code', 'variant_code', 'position', 'any'].map((token) => (
              <Button key={token} size="compact-xs" variant="default" fw={400} ff="monospace" onClick={() => insert(`{${token}}`)} title={t(`autoLink.tokens.${token}`)}>{`{${token}}`}</Button>
            ))}
          </Group>
        </div>
        <Select label={t('autoLink.linkType')} data={fitting.map(({ id, name }) => ({ value: id, label: label(name, id) }))} value={linkType} onChange={wish} allowDeselect={false} />
        <Radio.Group label={t('autoLink.which')} value={which} onChange={choose}>
          <Group mt={6}>
            <Radio value="unused" label={t('autoLink.unused')} />
            {isFiltered && <Radio value="shown" label={t('autoLink.shown', { number: number(total) })} />}
            <Radio value="all" label={t('autoLink.all')} />
          </Group>
        </Radio.Group>
        {trial.error && <Failed error={trial.error} />}
        {run.error && <Failed error={run.error} />}
        {report && <Told report={report} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('frame:cancel')}</Button>
          <Button variant={report ? 'default' : 'filled'} loading={trial.isPending} disabled={!linkType || !pattern} onClick={() => trial.mutate()}>{t('autoLink.try')}</Button>
          {report && <Button loading={run.isPending} disabled={report.linked === 0} onClick={() => run.mutate()}>{t('autoLink.run', { count: report.linked })}</Button>}
        </Group>
      </Stack>
    </Modal>
  )
}

/** Which assets it is about. */
function scope(which: string, search: AssetSearch): Params {
  if (which === 'unused') return { isUsed: false }
  return which === 'shown' ? paramsOf(search) : {}
}

function Told({ report }: { report: Report }) {
  const { t, i18n } = useTranslation('assets')
  const present = OUTCOMES.filter((outcome) => report[outcome] > 0)
  if (present.length === 0) return <Alert color="gray">{t('autoLink.none')}</Alert>
  return (
    <Tabs defaultValue={present[0]}>
      <Tabs.List>
        {present.map((outcome) => (
          <Tabs.Tab key={outcome} value={outcome} rightSection={<StateBadge colour={outcome === 'refused' ? 'red' : outcome === 'linked' ? 'teal' : 'gray'}>{new Intl.NumberFormat(i18n.language).format(report[outcome])}</StateBadge>}>
            {t(`autoLink.outcomes.${outcome}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {present.map((outcome) => (
        <Tabs.Panel key={outcome} value={outcome} mah={260} style={{ overflow: 'auto' }}>
          <Table fz="xs" verticalSpacing={5}>
            <Table.Tbody>
              {report.examples[outcome].map(({ asset, originalFilename, origin, sequence, violations }) => (
                <Table.Tr key={asset}>
                  <Table.Td>{originalFilename ?? asset}</Table.Td>
                  <Table.Td ff="monospace">{origin && `→ ${origin}`}</Table.Td>
                  <Table.Td>{sequence !== null && t('autoLink.place', { place: sequence })}</Table.Td>
                  <Table.Td c="red">{violations?.map(({ message }) => message).join(' ')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
