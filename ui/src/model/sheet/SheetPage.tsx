import { Button, TextInput, CloseButton } from '@mantine/core'
import { IconFolderPlus, IconPlus, IconSearch, IconSettings } from '@tabler/icons-react'
import { Link, Outlet, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/components/Failed'
import { useLabel } from '@/layout/DataLocale'
import { Page } from '@/layout/Page'
import { useDefinitions, useThe } from '../definition'
import shell from '../ModelShell.module.css'
import { MODEL, NEW, useNamed } from '../ways'
import { isOn, isPartOf, sheetOf, treeOf, type Sheet } from './sheet'
import styles from './SheetPage.module.css'
import { SheetTree } from './SheetTree'

/** The attributes of one kind of object in their groups, to be dragged; what is chosen opens beside. */
export function SheetPage() {
  const { t, i18n } = useTranslation('model')
  const navigate = useNavigate()
  const name = useNamed('sheet')
  const sheet = sheetOf(name)
  const { q = '' }: { q?: string } = useSearch({ strict: false })
  const attributes = useDefinitions('attributes')
  const groups = useDefinitions('attribute-groups')
  const title = useSheetTitle(sheet)
  const path = `${MODEL}/${name}`
  const own = attributes.data?.filter(isOn(sheet))
  const tree = own && groups.data && treeOf(groups.data.filter(isPartOf(sheet)), own)
  const error = attributes.error ?? groups.error
  const search = (text: string) => void navigate({ to: '.', search: { q: text || undefined }, replace: true })
  return (
    <div className={shell.split}>
      <div className={styles.middle}>
        <Page
          isFull
          title={title}
          crumbs={[{ label: t('frame:nav.settings'), to: '/settings' }, { label: t('title'), to: MODEL }]}
          aside={own && t('sheet.count', { count: own.length, shown: new Intl.NumberFormat(i18n.language).format(own.length) })}
          actions={<Button component={Link} to={`${path}/attributes/${NEW}`} leftSection={<IconPlus size={16} />}>{t('sheet.newAttribute')}</Button>}
          head={
            <div className={styles.tools}>
              <TextInput
                className={styles.search}
                aria-label={t('sheet.search')}
                placeholder={t('sheet.search')}
                leftSection={<IconSearch size={16} />}
                value={q}
                onChange={(event) => search(event.currentTarget.value)}
                rightSection={q && <CloseButton size="sm" aria-label={t('clear')} onClick={() => search('')} />}
              />
              <Button component={Link} to={`${path}/groups/${NEW}`} variant="subtle" color="gray" leftSection={<IconFolderPlus size={16} />}>{t('sheet.newGroup')}</Button>
              {sheet.objectType === 'document' && (
                <Button component={Link} to={`${path}/type`} variant="subtle" color="gray" leftSection={<IconSettings size={16} />}>{t('sheet.properties')}</Button>
              )}
            </div>
          }
        >
          {error && <Failed error={error} />}
          {tree && <SheetTree nodes={tree} path={path} search={q} />}
        </Page>
      </div>
      <Outlet />
    </div>
  )
}

/** What a sheet is called. */
function useSheetTitle({ objectType, documentType, linkType }: Sheet): string {
  const { t } = useTranslation('model')
  const label = useLabel()
  const types = useThe('document-types')
  const links = useThe('link-types')
  const type = label(types.find((one) => one.id === documentType)?.name, documentType ?? '')
  const link = label(links.find((one) => one.id === linkType)?.name, linkType ?? '')
  return t(`sheet.titles.${objectType}`, { type, link })
}
