import { ActionIcon, Button, Group, Skeleton, Text, Title, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconGripVertical, IconLink, IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Named } from '@/attributes/References'
import { PickDialog } from '@/attributes/PickDialog'
import { useTargets, type TargetKind } from '@/attributes/targets'
import { useOrder } from '@/attributes/useOrder'
import { Empty } from '@/components/Empty'
import { useLabel } from '@/layout/DataLocale'
import styles from './LinksTab.module.css'
import { useLinkTypes, type LinkOf, type LinkType } from './model'
import { useOfProduct } from './ProductContext'
import { useLinks } from './useLinks'

/** What a product leads to, type by type and in order, and what leads to it. */
export default function LinksTab() {
  const { t } = useTranslation('product')
  const { resource, type, product } = useOfProduct()
  const types = useLinkTypes(resource === 'documents' ? 'document' : 'variant', type).filter((one) => one.targetType !== 'asset')
  return (
    <div className={styles.tab}>
      {types.map((linkType) => <LinksOf key={linkType.id} linkType={linkType} />)}
      {types.length === 0 && <Empty icon={IconLink} title={t('links.noType')}>{t('links.noTypeHelp')}</Empty>}
      {product.parentLinks.length > 0 && <Parents links={product.parentLinks} />}
    </div>
  )
}

function LinksOf({ linkType }: { linkType: LinkType }) {
  const { t } = useTranslation('product')
  const label = useLabel()
  const { id } = useOfProduct()
  const kind: TargetKind = linkType.targetType === 'variant' ? 'variants' : 'documents'
  const { links, isPending, add, move, take } = useLinks(linkType)
  const ids = links.map((link) => link.target.id)
  const { targets } = useTargets(kind, ids)
  const order = useOrder(links.length, move)
  const [isPicking, picking] = useDisclosure(false)
  const name = label(linkType.name, linkType.id)
  return (
    <section className={styles.type} aria-label={name}>
      <Group justify="space-between" className={styles.head}>
        <Title order={2}>{name} <Text component="span" c="var(--soft)" inherit fw={400}>{links.length || ''}</Text></Title>
        <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={picking.open} aria-label={t('value.addTo', { name })}>{t('value.add')}</Button>
      </Group>
      {isPending ? <Skeleton height={44} /> : (
        <ul className={styles.links}>
          {links.map((link, at) => {
            const title = targets.get(link.target.id)?.title ?? link.target.id
            return (
              <li key={link.id} className={styles.link} {...order(at)} tabIndex={0} aria-label={title} aria-description={t('order.hint')}>
                <IconGripVertical size={15} aria-hidden className={styles.grip} />
                <Named kind={kind} id={link.target.id} target={targets.get(link.target.id)} />
                <Tooltip label={t('links.remove')}>
                  <ActionIcon variant="subtle" color="gray" aria-label={t('value.remove', { name: title })} onClick={() => void take(link)}><IconX size={16} /></ActionIcon>
                </Tooltip>
              </li>
            )
          })}
        </ul>
      )}
      {!isPending && links.length === 0 && <Text size="sm" c="var(--soft)">{t('links.none')}</Text>}
      {isPicking && <PickDialog title={name} kind={kind} types={linkType.targetDocumentTypes.map(({ id }) => id)} taken={[...ids, id]} onPick={(picked) => void add(picked)} onClose={picking.close} />}
    </section>
  )
}

/** Who leads here; changed over there. */
function Parents({ links }: { links: LinkOf[] }) {
  const { t } = useTranslation('product')
  const { type } = useOfProduct()
  const label = useLabel()
  const types = useLinkTypes('document', type)
  const ids = links.flatMap((link) => link.origin?.id ?? [])
  const { targets } = useTargets('documents', ids)
  return (
    <section className={styles.type} aria-label={t('links.from')}>
      <Group className={styles.head}><Title order={2}>{t('links.from')} <Text component="span" c="var(--soft)" inherit fw={400}>{links.length}</Text></Title></Group>
      <ul className={styles.links}>
        {links.map((link) => (
          <li key={link.id} className={styles.link} data-still>
            <Named kind="documents" id={link.origin?.id ?? ''} target={targets.get(link.origin?.id ?? '')} />
            <Text size="xs" c="var(--soft)">{label(types.find((one) => one.id === link.linkType.id)?.name, link.linkType.id)}</Text>
          </li>
        ))}
      </ul>
    </section>
  )
}
