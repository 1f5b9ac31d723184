import { Kbd, Modal, SimpleGrid, Stack, Title } from '@mantine/core'
import { useOs } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import styles from './Shortcuts.module.css'

// The keys of one way to do something: `mod` is Ctrl or ⌘. The words are `shortcuts.{group}.{name}`.
const GROUPS = {
  everywhere: { search: ['mod', 'K'], help: ['?'], home: ['g', 'h'], type: ['g', '1'], assets: ['g', 'a'], channels: ['g', 'c'], imports: ['g', 'i'], exports: ['g', 'e'], activity: ['g', 'j'], model: ['g', 'm'], settings: ['g', 's'] },
  grid: { edit: ['Enter'], type: ['A'], leave: ['Esc'], copy: ['mod', 'C'], paste: ['mod', 'V'], fill: ['mod', 'D'], undo: ['mod', 'Z'], range: ['Shift', '→'], ends: ['mod', 'End'] },
  page: { save: ['mod', 'S'], close: ['Esc'], step: ['↑', '↓'] },
} as const

/** All keys at a glance. */
export default function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const mod = useOs() === 'macos' ? '⌘' : 'Ctrl'
  const words = (group: string, name: string) => t(`shortcuts.${group}.${name}` as 'shortcuts.title')
  return (
    <Modal opened onClose={onClose} title={t('shortcuts.title')} size={760} closeButtonProps={{ 'aria-label': t('close') }}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={32} verticalSpacing={24}>
        {Object.entries(GROUPS).map(([group, ways]) => (
          <Stack gap={6} key={group} className={styles.group}>
            <Title order={3} mb={4}>{words(group, 'title')}</Title>
            {Object.entries(ways).map(([name, keys]) => (
              <div key={name} className={styles.line}>
                <span>{words(group, name)}</span>
                <span className={styles.keys}>
                  {keys.map((key: string) => <Kbd key={key} size="sm">{key === 'mod' ? mod : key}</Kbd>)}
                </span>
              </div>
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Modal>
  )
}
