import { Button, FileButton, Group, Text } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '@/api/client'
import { Failed } from '@/components/Failed'
import { said } from '@/components/toast'
import { linesOf, type Line } from '../bulk'
import { Differences } from './Differences'
import styles from './Upload.module.css'

/** Takes a file, shows what it would change, and then changes it. */
export function Upload() {
  const { t } = useTranslation('model')
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [isOver, setOver] = useState(false)
  const trial = useMutation({ mutationFn: (chosen: File) => put(chosen, true) })
  const real = useMutation({
    mutationFn: (chosen: File) => put(chosen, false),
    onSuccess: (lines) => {
      void queries.invalidateQueries({ queryKey: ['model'] })
      said(t('file.done', { count: lines.filter(isChange).length }))
    },
  })
  const choose = (chosen: File | null | undefined) => {
    if (!chosen) return
    setFile(chosen)
    real.reset()
    trial.mutate(chosen)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    choose(event.dataTransfer.files[0])
  }
  const lines = real.data ?? trial.data
  const changes = trial.data?.filter(isChange).length ?? 0
  return (
    <>
      <div
        className={styles.zone}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileUpload size={24} stroke={1.5} aria-hidden />
        <Text>{file ? file.name : t('file.drop')}</Text>
        <FileButton onChange={choose} accept=".ndjson,.jsonl,.json,application/x-ndjson" inputProps={{ 'aria-label': t('file.choose') }}>
          {(props) => <Button {...props} variant="default" loading={trial.isPending}>{t(file ? 'file.another' : 'file.choose')}</Button>}
        </FileButton>
      </div>
      {trial.error && <Failed error={trial.error} onRetry={() => file && trial.mutate(file)} />}
      {real.error && <Failed error={real.error} />}
      {lines && <Differences lines={lines} isDone={real.data !== undefined} />}
      {trial.data && !real.data && file && (
        <Group>
          <Button disabled={changes === 0} loading={real.isPending} onClick={() => real.mutate(file)}>{t('file.apply', { count: changes })}</Button>
        </Group>
      )}
    </>
  )
}

const isChange = (line: Line) => line.status < 300 && !line.unchanged

async function put(file: File, isTrial: boolean): Promise<Line[]> {
  const body = new Blob([file], { type: 'application/x-ndjson' })
  const answer = await send('PUT', '/api/model', body, { params: { dryRun: isTrial || undefined }, accept: 'application/x-ndjson' })
  return linesOf(await answer.text())
}
