import { ActionIcon, Anchor, Button, Group, Skeleton, Text, Title, Tooltip } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconCircleCheck, IconLayoutSidebarRightCollapse, IconLayoutSidebarRightExpand } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import { languageOf } from '@/attributes/AttributeInput'
import { Sentence, type Change } from '@/components/History'
import { Ring } from '@/components/Ring'
import { When } from '@/components/When'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import { useLinkTypes } from './model'
import { useOfProduct } from './ProductContext'
import { usePageSearch } from './search'
import styles from './SidePart.module.css'
import { useMissing, type Indicated } from './useMissing'
import { pathOf } from './useProduct'

/** What is missing and why, and what was changed last; folded away at will. */
export function SidePart() {
  const { t } = useTranslation('product')
  const { resource } = useOfProduct()
  const [isFolded, setFolded] = useLocalStorage({ key: 'vitrine-product-side', defaultValue: false, getInitialValueInEffect: false })
  const Mark = isFolded ? IconLayoutSidebarRightExpand : IconLayoutSidebarRightCollapse
  const words = t(isFolded ? 'side.unfold' : 'side.fold')
  const fold = (
    <Tooltip label={words}>
      <ActionIcon variant="subtle" color="gray" aria-label={words} aria-expanded={!isFolded} onClick={() => setFolded(!isFolded)}><Mark size={18} stroke={1.6} /></ActionIcon>
    </Tooltip>
  )
  if (isFolded) return <div className={styles.folded}>{fold}</div>
  return (
    <aside className={styles.side} aria-label={t('side.title')}>
      <Group justify="space-between" mb={4}><Title order={3}>{resource === 'documents' ? t('missing.title') : t('side.last')}</Title>{fold}</Group>
      {resource === 'documents' && <Missing />}
      {resource === 'documents' && <Title order={3} mt="lg" mb={6}>{t('side.last')}</Title>}
      <LastChanges />
    </aside>
  )
}

function Missing() {
  const { t } = useTranslation('product')
  const { locale, locales, choose } = useDataLocale()
  const indicatedIn = useMissing()
  const here = indicatedIn(locale)
  if (here.length === 0) return <Text size="sm" c="var(--soft)">{t('missing.noIndicator')}</Text>
  const elsewhere = locales.filter((one) => one !== locale).map((one) => ({ locale: one, gaps: gapsOf(indicatedIn(one)) })).filter((one) => one.gaps > 0)
  return (
    <>
      {here.map((one) => <Gaps key={one.setting.id} indicated={one} />)}
      {elsewhere.length > 0 && (
        <Group gap={6} mt="sm">
          <Text size="xs" c="var(--soft)">{t('missing.elsewhere')}</Text>
          {elsewhere.map((one) => (
            <Button key={one.locale} size="compact-xs" variant="default" onClick={() => choose(one.locale)} aria-label={t('missing.in', { language: languageOf(one.locale), count: one.gaps })}>
              {languageOf(one.locale)} {one.gaps}
            </Button>
          ))}
        </Group>
      )}
    </>
  )
}

const gapsOf = (all: Indicated[]) => new Set(all.flatMap((one) => [...one.attributes.map((attribute) => attribute.id), ...one.linkTypes])).size

function Gaps({ indicated: { setting, value, attributes, linkTypes } }: { indicated: Indicated }) {
  const { t } = useTranslation('product')
  const label = useLabel()
  const { type } = useOfProduct()
  const [, change] = usePageSearch()
  const types = useLinkTypes('document', type)
  return (
    <div className={styles.indicator}>
      <Group gap={8} wrap="nowrap">
        <Ring value={value} size={16} />
        <Text size="sm" fw={600} flex={1}>{label(setting.name, setting.id)}</Text>
        <Text size="sm" c="var(--soft)" className="tabular">{value} %</Text>
      </Group>
      {attributes.length + linkTypes.length === 0 ? (
        <Text size="sm" c="var(--soft)" className={styles.whole}><IconCircleCheck size={15} stroke={1.6} aria-hidden /> {t('missing.nothing')}</Text>
      ) : (
        <ul className={styles.gaps}>
          {attributes.map((attribute) => (
            <li key={attribute.id}><Anchor component="button" type="button" size="sm" onClick={() => change({ at: attribute.id, only: undefined, find: undefined })}>{label(attribute.name, attribute.id)}</Anchor></li>
          ))}
          {linkTypes.map((id) => {
            const linkType = types.find((one) => one.id === id)
            return <li key={id}><Anchor component="button" type="button" size="sm" onClick={() => change({ tab: linkType?.targetType === 'asset' ? 'assets' : 'links' }, true)}>{label(linkType?.name, id)}</Anchor></li>
          })}
        </ul>
      )}
    </div>
  )
}

function LastChanges() {
  const { t } = useTranslation('product')
  const { resource, id } = useOfProduct()
  const [, change] = usePageSearch()
  const path = pathOf(resource, id)
  const { data } = useQuery({ queryKey: ['history', path, 'last'], queryFn: ({ signal }) => list<Change>(`${path}/history`, { limit: 4 }, signal) })
  if (!data) return <Skeleton height={60} />
  return (
    <>
      <ul className={styles.changes}>
        {data.items.map((one) => <li key={one.id}><Text size="sm"><Sentence change={one} /></Text><Text size="xs" c="var(--soft)"><When at={one.date} /></Text></li>)}
      </ul>
      <Anchor component="button" type="button" size="sm" onClick={() => change({ tab: 'history' }, true)}>{t('side.history')}</Anchor>
    </>
  )
}
