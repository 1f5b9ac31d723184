import { Anchor, Button, Stack } from '@mantine/core'
import { IconFileExport, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/components/Failed'
import { Page } from '@/layout/Page'
import { FlowTabs } from '../FlowTabs'
import { ProcessTable } from '../ProcessTable'
import { useProcesses } from '../process'
import { ProfileList } from '../profiles/ProfileList'
import { Section } from '../Section'

/** The profiles by which files go out, and the last exports. */
export function ExportsPage() {
  const { t } = useTranslation(['flows', 'frame'])
  const last = useProcesses({ 'type[]': ['export'], limit: 8 })
  return (
    <Page
      title={t('frame:nav.exports')} head={<FlowTabs />}
      actions={<Button component={Link} to="/flows/exports/new" leftSection={<IconFileExport size={16} />}>{t('export.once')}</Button>}
    >
      <Stack gap={36} maw={1200}>
        <Section
          title={t('profile.exports')} about={t('profile.exportsAbout')}
          actions={<Button component={Link} to="/flows/profiles/exports/new" variant="default" leftSection={<IconPlus size={16} />}>{t('profile.new')}</Button>}
        >
          <ProfileList way="exports" />
        </Section>
        {last.error && <Failed error={last.error} onRetry={() => void last.refetch()} />}
        {last.data && last.data.items.length > 0 && (
          <Section title={t('export.last')} actions={<Anchor component={Link} to="/flows/activity" search={{ type: 'export' } as never} size="sm">{t('table.all')}</Anchor>}>
            <ProcessTable label={t('export.last')} processes={last.data.items} />
          </Section>
        )}
      </Stack>
    </Page>
  )
}
