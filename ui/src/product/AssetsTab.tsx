import { ActionIcon, Badge, Button, FileButton, Group, Skeleton, Text, Title, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPhoto, IconPhotoPlus, IconUpload, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useUploads } from '@/assets/uploads'
import { PickDialog } from '@/attributes/PickDialog'
import { Thumb } from '@/attributes/Thumb'
import { useTargets, type Target } from '@/attributes/targets'
import { useOrder } from '@/attributes/useOrder'
import { Empty } from '@/components/Empty'
import { useLabel } from '@/layout/DataLocale'
import styles from './AssetsTab.module.css'
import { useLinkTypes, type LinkType } from './model'
import { useOfProduct } from './ProductContext'
import { useLinks } from './useLinks'

/** The pictures and files of a product, type by type; the first of the first type is its main one. */
export default function AssetsTab() {
  const { t } = useTranslation('product')
  const { resource, type } = useOfProduct()
  const types = useLinkTypes(resource === 'documents' ? 'document' : 'variant', type).filter((one) => one.targetType === 'asset')
  if (types.length === 0) return <Empty icon={IconPhoto} title={t('assets.noType')}>{t('assets.noTypeHelp')}</Empty>
  return types.map((linkType, at) => <AssetsOf key={linkType.id} linkType={linkType} isFirst={at === 0} />)
}

function AssetsOf({ linkType, isFirst }: { linkType: LinkType; isFirst: boolean }) {
  const { t } = useTranslation('product')
  const label = useLabel()
  const { links, isPending, add, move, take } = useLinks(linkType)
  const ids = links.map((link) => link.target.id)
  const { targets } = useTargets('assets', ids)
  const order = useOrder(links.length, move)
  const [isPicking, picking] = useDisclosure(false)
  const uploads = useUploads()
  const [isOver, setOver] = useState(false)
  const name = label(linkType.name, linkType.id)
  const send = (files: File[]) => uploads.add(files, { onAsset: (asset) => add([asset]) })
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  const drop = {
    onDragOver: (event: DragEvent) => { if (hasFiles(event)) { event.preventDefault(); setOver(true) } },
    onDragLeave: (event: DragEvent) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false) },
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      send([...event.dataTransfer.files])
    },
  }
  return (
    <section className={styles.type} aria-label={name} data-over={isOver || undefined} {...drop}>
      <Group justify="space-between" className={styles.head}>
        <Title order={2}>{name} <Text component="span" c="var(--soft)" inherit fw={400}>{links.length || ''}</Text></Title>
        <Group gap={6}>
          <FileButton multiple onChange={send}>
            {(props) => <Button {...props} size="compact-sm" variant="default" leftSection={<IconUpload size={14} />}>{t('assets.upload')}</Button>}
          </FileButton>
          <Button size="compact-sm" variant="default" leftSection={<IconPhotoPlus size={14} />} onClick={picking.open}>{t('assets.fromLibrary')}</Button>
        </Group>
      </Group>
      {isPending ? <Skeleton height={150} /> : (
        <ul className={styles.tiles}>
          {links.map((link, at) => (
            <li key={link.id} className={styles.tile} {...order(at)} tabIndex={0} aria-label={targets.get(link.target.id)?.title ?? link.target.id} aria-description={t('order.hint')}>
              <Picture id={link.target.id} target={targets.get(link.target.id)} isMain={isFirst && at === 0} onRemove={() => void take(link)} />
            </li>
          ))}
        </ul>
      )}
      {!isPending && links.length === 0 && <Text size="sm" c="var(--soft)" className={styles.none}>{t('assets.dropHere')}</Text>}
      {isPicking && <PickDialog title={t('assets.pick', { name })} kind="assets" taken={ids} onPick={(picked) => void add(picked)} onClose={picking.close} />}
    </section>
  )
}

function Picture({ id, target, isMain, onRemove }: { id: string; target: Target | undefined; isMain: boolean; onRemove: () => void }) {
  const { t } = useTranslation('product')
  const title = target?.title ?? id
  return (
    <>
      <span className={styles.picture}>
        <Thumb src={target?.picture ?? null} size={168} isAsset />
        {isMain && <Badge size="sm" tt="none" className={styles.main}>{t('assets.main')}</Badge>}
        <Tooltip label={t('links.remove')}>
          <ActionIcon variant="default" size="sm" className={styles.remove} aria-label={t('value.remove', { name: title })} onClick={onRemove}><IconX size={14} /></ActionIcon>
        </Tooltip>
      </span>
      <Link to={`/assets/${encodeURIComponent(id)}` as '/assets'} className={styles.title} draggable={false}>{title}</Link>
      {target?.fileName && <Text size="xs" c="var(--soft)" truncate>{target.fileName}</Text>}
    </>
  )
}
