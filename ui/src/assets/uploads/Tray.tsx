import { ActionIcon, Button, FileButton, Group, Progress, Text, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bytes } from '../bytes'
import { addFiles, decide, dropDone, dropInterrupted, type State, type Upload } from './store'
import { timeLeft } from './timeLeft'
import { UploadRow } from './UploadRow'
import styles from './Tray.module.css'
import { useUploads } from './useUploads'

/** What is being uploaded, in a corner of the page. */
export function Tray() {
  const { t } = useTranslation('assets')
  const { uploads, interrupted } = useUploads()
  const [isOpen, open] = useState(true)
  const over = uploads.filter(({ state }) => state === 'done' || state === 'left')
  const duplicates = uploads.filter(({ state }) => state === 'duplicate')
  const Fold = isOpen ? IconChevronDown : IconChevronUp
  return (
    <aside className={styles.tray} aria-label={t('uploads.title')}>
      <Group justify="space-between" wrap="nowrap" className={styles.head}>
        <Title uploads={uploads} />
        <Group gap={2} wrap="nowrap">
          <ActionIcon variant="subtle" color="gray" aria-label={t(isOpen ? 'uploads.fold' : 'uploads.unfold')} aria-expanded={isOpen} onClick={() => open(!isOpen)}><Fold size={16} /></ActionIcon>
          {uploads.length === over.length && interrupted.length === 0 && (
            <Tooltip label={t('frame:close')}><ActionIcon variant="subtle" color="gray" aria-label={t('frame:close')} onClick={dropDone}><IconX size={16} /></ActionIcon></Tooltip>
          )}
        </Group>
      </Group>
      <Overall uploads={uploads} />
      {isOpen && (
        <div className={styles.body}>
          {interrupted.length > 0 && <Interrupted />}
          {duplicates.length > 1 && (
            <Group gap="xs" className={styles.all}>
              <Text size="xs" flex={1}>{t('uploads.duplicates', { count: duplicates.length })}</Text>
              <Button size="compact-xs" variant="default" onClick={() => duplicates.forEach(({ key }) => decide(key, false))}>{t('uploads.leaveAll')}</Button>
              <Button size="compact-xs" variant="default" onClick={() => duplicates.forEach(({ key }) => decide(key, true))}>{t('uploads.addAll')}</Button>
            </Group>
          )}
          <ul className={styles.list} tabIndex={0} aria-label={t('uploads.title')}>{inUrgency(uploads).map((upload) => <UploadRow key={upload.key} upload={upload} />)}</ul>
          {over.length > 0 && over.length < uploads.length && <Button size="compact-xs" variant="subtle" m={6} onClick={dropDone}>{t('uploads.dropDone')}</Button>}
        </div>
      )}
    </aside>
  )
}

const URGENCY: State[] = ['duplicate', 'failed', 'sending', 'making', 'paused', 'waiting', 'done', 'left']

/** What waits for somebody stands first, what is over last. */
const inUrgency = (uploads: Upload[]) => [...uploads].sort((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state))

function Title({ uploads }: { uploads: Upload[] }) {
  const { t } = useTranslation('assets')
  const done = uploads.filter(({ state }) => state === 'done' || state === 'left').length
  if (uploads.length === 0) return <Text size="sm" fw={600}>{t('uploads.interrupted')}</Text>
  return <Text size="sm" fw={600} aria-live="polite">{t(done === uploads.length ? 'uploads.allDone' : 'uploads.some', { count: uploads.length, done })}</Text>
}

/** All files together, with the time that is left. */
function Overall({ uploads }: { uploads: Upload[] }) {
  const { t, i18n } = useTranslation('assets')
  const began = useRef<{ at: number; sent: number } | null>(null)
  const open = uploads.filter(({ state }) => ['waiting', 'sending'].includes(state))
  if (open.length === 0) {
    began.current = null
    return null
  }
  const size = uploads.reduce((sum, upload) => sum + upload.size, 0)
  const sent = uploads.reduce((sum, upload) => sum + upload.sent, 0)
  began.current ??= { at: Date.now(), sent }
  const left = timeLeft(began.current, sent, size, i18n.language)
  const percent = size ? Math.floor((100 * sent) / size) : 0
  return (
    <div className={styles.overall}>
      <Progress value={percent} size="sm" aria-label={t('uploads.title')} />
      <Text size="xs" c="var(--soft)" mt={4}>{t('uploads.of', { sent: bytes(sent, i18n.language), size: bytes(size, i18n.language) })}{left && ` · ${t('uploads.left', { time: left })}`}</Text>
    </div>
  )
}

function Interrupted() {
  const { t } = useTranslation('assets')
  const { interrupted } = useUploads()
  return (
    <div className={styles.interrupted}>
      <Text size="xs">{t('uploads.again', { count: interrupted.length, names: interrupted.slice(0, 3).map(({ name }) => name).join(', ') })}</Text>
      <Group gap="xs" mt={6}>
        <FileButton multiple onChange={(files) => addFiles(files)}>{(props) => <Button size="compact-xs" {...props}>{t('uploads.chooseAgain')}</Button>}</FileButton>
        <Button size="compact-xs" variant="default" onClick={dropInterrupted}>{t('uploads.forget')}</Button>
      </Group>
    </div>
  )
}
