import { Anchor, Badge, Button, Group, Tabs, Text, Title, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useDocumentTypes } from '@/api/model'
import { Thumb } from '@/attributes/Thumb'
import { Code } from '@/components/Code'
import { Actions } from './Actions'
import { Completeness } from './Completeness'
import { SetSwitch } from './SetSwitch'
import { Tags } from './Tags'
import { useOfProduct } from './ProductContext'
import styles from './ProductHead.module.css'
import { TABS, usePageSearch, type Tab } from './search'
import { WorkflowSteps } from './WorkflowSteps'

/** What stays while a product is worked on: what it is, how far it is, and the way to save it. */
export function ProductHead() {
  const { t } = useTranslation('product')
  const { product, title, resource, parent, type } = useOfProduct()
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <Thumb src={product.mainAssetThumbnailUrl} size={48} />
        <div className={styles.names}>
          <Group gap={8} wrap="nowrap">
            <Title order={1} className={styles.title}>{title}</Title>
            {!product.isActive && <Badge variant="light" color="gray" size="sm" tt="none" className={styles.fixed}>{t('head.inactive')}</Badge>}
          </Group>
          <div className={styles.facts}>
            <Code>{product.id}</Code>
            {parent && <Text size="sm" c="var(--soft)">{t('head.variantOf')} <Anchor inherit component={Link} to={`/documents/${type}/${encodeURIComponent(parent.id)}`}>{parent.id}</Anchor></Text>}
            <SetSwitch />
            {resource === 'documents' && <Tags />}
          </div>
        </div>
        <Group gap={8} wrap="nowrap" className={styles.tools}>
          {resource === 'documents' && <Completeness />}
          {resource === 'documents' && <WorkflowSteps />}
          <Saving />
          <Actions />
        </Group>
      </div>
      <PageTabs />
    </header>
  )
}

function Saving() {
  const { t, i18n } = useTranslation('product')
  const { draft } = useOfProduct()
  const refused = Object.keys(draft.errors).length
  const time = draft.savedAt && new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(draft.savedAt)
  return (
    <>
      <Text size="sm" c={refused > 0 ? 'var(--mantine-color-error)' : 'var(--soft)'} className={styles.state} aria-live="polite">
        {refused > 0 ? t('save.refused', { count: refused }) : draft.count > 0 ? t('save.unsaved', { count: draft.count }) : time ? t('save.saved', { time }) : ''}
      </Text>
      {draft.count > 0 && <Button variant="default" onClick={draft.discard} disabled={draft.isSaving}>{t('save.discard')}</Button>}
      <Tooltip label="Ctrl S">
        <Button onClick={() => void draft.save()} loading={draft.isSaving} disabled={draft.count === 0} data-disabled={draft.count === 0 || undefined}>{t('frame:save')}</Button>
      </Tooltip>
    </>
  )
}

function PageTabs() {
  const { t } = useTranslation('product')
  const { resource, product, type } = useOfProduct()
  const [{ tab = 'attributes' }, change] = usePageSearch()
  const hasVariants = useDocumentTypes().find((one) => one.id === type)?.hasVariants ?? false
  const counts: Partial<Record<Tab, number>> = {
    assets: product.assetLinks.length,
    variants: product.variants?.length,
    links: product.documentLinks.length + product.parentLinks.length,
    classifications: product.classifications?.length,
  }
  const isShown = (one: Tab) => (one === 'variants' ? hasVariants && resource === 'documents' : one !== 'classifications' || resource === 'documents')
  return (
    <Tabs value={tab} onChange={(chosen) => change({ tab: chosen === 'attributes' ? undefined : (chosen as Tab) }, true)} className={styles.tabs}>
      <Tabs.List>
        {TABS.filter(isShown).map((one) => (
          <Tabs.Tab key={one} value={one}>
            {t(`tab.${one}`)}
            {counts[one] ? <span className={styles.count}>{counts[one]}</span> : null}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  )
}
