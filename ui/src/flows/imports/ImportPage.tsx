import { Button, Stack, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/components/Failed'
import { Page } from '@/layout/Page'
import { useProcess } from '../process'
import { useProfiles } from '../profiles/profile'
import type { ImportSearch } from '../search'
import { CheckStep } from './CheckStep'
import { useImportDraft } from './draft'
import { FileDrop } from './FileDrop'
import { FileStep } from './FileStep'
import { MappingStep } from './MappingStep'
import { RunStep } from './RunStep'
import { Step } from './Step'

const route = getRouteApi('/flows/imports/new')

/** From a file to the catalogue in four steps on one page; where one is stands in the address. */
export function ImportPage() {
  const { t } = useTranslation(['flows', 'frame'])
  const { file, profile, check, run } = route.useSearch()
  const navigate = route.useNavigate()
  const go = (search: ImportSearch) => void navigate({ to: '.', search, replace: true })
  const draft = useImportDraft(file, profile)
  const name = useProfiles('imports').data?.find((one) => one.id === profile)?.name
  const hasRun = useProcess(run).data !== undefined
  const checked = useProcess(check).data
  const isChecked = draft.isChecked && checked?.status === 'finished'
  const isReady = !!draft.preview && (draft.isWhole || !!draft.profile?.model)
  const isMapped = isReady && !!(check || run)
  const next = !draft.preview ? 1 : !isReady ? 2 : !isChecked && !hasRun ? 3 : 4
  const stateOf = (number: number, isDone: boolean) => (isDone ? 'done' : number === next ? 'open' : number < next || isReady ? 'ready' : 'waiting')
  const restart = () => go({ profile })
  return (
    <Page title={name ? t('import.with', { name }) : t('import.title')} crumbs={[{ label: t('frame:nav.imports'), to: '/flows/imports' }]}>
      <Stack gap={0} maw={1120}>
        <Step number={1} title={t('step.file')} state={stateOf(1, !!draft.preview)} aside={file ? hasRun && draft.preview?.fileName : t('step.fileAside')} isPast={hasRun}>
          {!file && <FileDrop onSent={(sent) => go({ file: sent, profile })} />}
          {file && <FileStep draft={draft} onReplace={restart} isFixed={hasRun} />}
          {draft.error && <Unreadable error={draft.error} onReplace={restart} />}
        </Step>
        <Step number={2} title={t('step.mapping')} state={stateOf(2, isMapped)} isPast={hasRun}>
          <MappingStep draft={draft} isFixed={hasRun} />
        </Step>
        <Step number={3} title={t('step.check')} state={stateOf(3, isChecked || (hasRun && !!check))} isPast={hasRun}>
          <CheckStep draft={draft} check={check} isFixed={hasRun} onBegun={(id) => go({ file, profile, check: id })} />
        </Step>
        <Step number={4} title={t('step.run')} state={stateOf(4, hasRun)}>
          <RunStep draft={draft} run={run} checked={isChecked ? checked : undefined} onBegun={(id) => go({ file, profile, check, run: id })} onAgain={restart} />
        </Step>
      </Stack>
    </Page>
  )
}

function Unreadable({ error, onReplace }: { error: Error; onReplace: () => void }) {
  const { t } = useTranslation('flows')
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t('drop.unreadable')}</Text>
      <Failed error={error} />
      <Button variant="default" onClick={onReplace}>{t('file.replace')}</Button>
    </Stack>
  )
}
