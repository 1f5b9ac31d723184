import { Anchor, Button, Stack } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/components/Failed'
import { Page } from '@/layout/Page'
import { FlowTabs } from '../FlowTabs'
import { ProcessTable } from '../ProcessTable'
import { useProcesses } from '../process'
import { ProfileList } from '../profiles/ProfileList'
import { Section } from '../Section'
import { FileDrop } from './FileDrop'

/** A file to import, the profiles that files come by, and the last imports. */
export function ImportsPage() {
  const { t } = useTranslation(['flows', 'frame'])
  const navigate = useNavigate()
  const last = useProcesses({ 'type[]': ['import'], limit: 8 })
  return (
    <Page title={t('frame:nav.imports')} head={<FlowTabs />}>
      <Stack gap={36} maw={1200}>
        <FileDrop onSent={(file) => void navigate({ to: '/flows/imports/new', search: { file } })} />
        <Section
          title={t('profile.imports')} about={t('profile.importsAbout')}
          actions={<Button component={Link} to="/flows/profiles/imports/new" variant="default" leftSection={<IconPlus size={16} />}>{t('profile.new')}</Button>}
        >
          <ProfileList way="imports" />
        </Section>
        {last.error && <Failed error={last.error} onRetry={() => void last.refetch()} />}
        {last.data && last.data.items.length > 0 && (
          <Section title={t('import.last')} actions={<Anchor component={Link} to="/flows/activity" search={{ type: 'import' } as never} size="sm">{t('table.all')}</Anchor>}>
            <ProcessTable label={t('import.last')} processes={last.data.items} />
          </Section>
        )}
      </Stack>
    </Page>
  )
}
