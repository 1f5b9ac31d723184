import { ActionIcon, Anchor, Button, Group, Progress, Text, Tooltip } from '@mantine/core'
import { IconAlertCircle, IconCheck, IconClock, IconCopy, IconPlayerPause, IconPlayerPlay, IconRefresh, IconUpload, IconX, type Icon } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { bytes } from '../bytes'
import { decide, drop, pause, resume, type State, type Upload } from './store'
import styles from './Tray.module.css'

const MARKS: Record<State, [Icon, string]> = {
  waiting: [IconClock, 'gray'], sending: [IconUpload, 'indigo'], paused: [IconPlayerPause, 'gray'], failed: [IconAlertCircle, 'red'],
  duplicate: [IconCopy, 'yellow'], making: [IconUpload, 'indigo'], done: [IconCheck, 'teal'], left: [IconCheck, 'gray'],
}

/** One file on its way, and what can be done with it. */
export function UploadRow({ upload }: { upload: Upload }) {
  const { t, i18n } = useTranslation('assets')
  const { key, name, size, sent, state, error, asset, duplicates } = upload
  const [Mark, colour] = MARKS[state]
  const percent = size ? Math.floor((100 * sent) / size) : 0
  const words = state === 'failed' ? error : state === 'sending' ? `${percent} %` : t(`uploads.states.${state}`)
  return (
    <li className={styles.row}>
      <Mark size={16} stroke={1.8} color={`var(--mantine-color-${colour}-6)`} aria-hidden className={styles.mark} />
      <div className={styles.what}>
        <Group gap={6} wrap="nowrap" justify="space-between">
          {asset ? <Anchor component={Link} to={`/assets/${encodeURIComponent(asset)}`} size="xs" fw={500} truncate>{name}</Anchor> : <Text size="xs" fw={500} truncate title={name}>{name}</Text>}
          <Text size="xs" c="var(--soft)" style={{ flexShrink: 0 }}>{bytes(size, i18n.language)}</Text>
        </Group>
        {(state === 'sending' || state === 'paused') && <Progress value={percent} size={4} my={4} color={state === 'paused' ? 'gray' : undefined} aria-label={name} />}
        <Text size="xs" c={state === 'failed' ? 'red.7' : 'var(--soft)'}>{words}</Text>
        {state === 'duplicate' && (
          <div>
            <Text size="xs">{t('uploads.same')} {duplicates.slice(0, 2).map((id) => <Anchor key={id} component={Link} to={`/assets/${encodeURIComponent(id)}`} size="xs" mr={6}>{id}</Anchor>)}</Text>
            <Group gap={6} mt={4}>
              <Button size="compact-xs" variant="default" onClick={() => decide(key, false)}>{t('uploads.leave')}</Button>
              <Button size="compact-xs" variant="default" onClick={() => decide(key, true)}>{t('uploads.addAnyway')}</Button>
            </Group>
          </div>
        )}
      </div>
      <Group gap={0} wrap="nowrap">
        {(state === 'sending' || state === 'waiting') && <Small label={t('uploads.pause', { name })} icon={IconPlayerPause} onClick={() => pause(key)} />}
        {state === 'paused' && <Small label={t('uploads.resume', { name })} icon={IconPlayerPlay} onClick={() => resume(key)} />}
        {state === 'failed' && <Small label={t('uploads.retry', { name })} icon={IconRefresh} onClick={() => resume(key)} />}
        {state !== 'making' && <Small label={t(state === 'done' || state === 'left' ? 'uploads.drop' : 'uploads.cancel', { name })} icon={IconX} onClick={() => drop(key)} />}
      </Group>
    </li>
  )
}

function Small({ label, icon: Shape, onClick }: { label: string; icon: Icon; onClick: () => void }) {
  return <Tooltip label={label}><ActionIcon size={24} variant="subtle" color="gray" aria-label={label} onClick={onClick}><Shape size={14} /></ActionIcon></Tooltip>
}
