import { Button, CloseButton, Loader, TextInput } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { IconClipboardPlus, IconListDetails, IconPlus, IconSearch } from '@tabler/icons-react'
import { Link, Outlet, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import { useLabel } from '@/layout/DataLocale'
import { Page } from '@/layout/Page'
import { useThe } from '../definition'
import shell from '../ModelShell.module.css'
import { MODEL, NEW, useNamed } from '../ways'
import { PasteValues } from './PasteValues'
import { useValues } from './useValues'
import styles from './ValueList.module.css'
import { ValueRows } from './ValueRows'

/** The values of one list, in their order: to be searched, dragged, pasted. */
export function ValueList() {
  const { t, i18n } = useTranslation('model')
  const label = useLabel()
  const navigate = useNavigate()
  const id = useNamed('attribute')
  const { q = '' }: { q?: string } = useSearch({ strict: false })
  const [searched] = useDebouncedValue(q.trim(), 200)
  const [seen, setSeen] = useState({ from: 0, to: 40 })
  const [isPasting, { open, close }] = useDisclosure(false)
  const attribute = useThe('attributes').find((one) => one.id === id)
  const values = useValues(id, searched, seen)
  const path = `${MODEL}/lists/${id}`
  const search = (text: string) => void navigate({ to: '.', search: { q: text || undefined }, replace: true })
  const make = <Button component={Link} to={`${path}/${NEW}`} leftSection={<IconPlus size={16} />}>{t('values.new')}</Button>
  const paste = <Button variant="subtle" color="gray" leftSection={<IconClipboardPlus size={16} />} onClick={open}>{t('values.paste')}</Button>
  return (
    <div className={shell.split}>
      <div className={styles.middle}>
        <Page
          isFull
          title={label(attribute?.name, id)}
          crumbs={[{ label: t('frame:nav.settings'), to: '/settings' }, { label: t('nav.lists'), to: `${MODEL}/lists` }]}
          aside={values.total !== undefined && t('values.total', { count: values.total, shown: new Intl.NumberFormat(i18n.language).format(values.total) })}
          actions={make}
          head={
            <div className={styles.tools}>
              <TextInput
                className={styles.search}
                aria-label={t('values.search')}
                placeholder={t('values.search')}
                leftSection={values.isSearching ? <Loader size={14} /> : <IconSearch size={16} />}
                value={q}
                onChange={(event) => search(event.currentTarget.value)}
                rightSection={q && <CloseButton size="sm" aria-label={t('clear')} onClick={() => search('')} />}
              />
              {paste}
            </div>
          }
        >
          {values.error && <Failed error={values.error} />}
          {values.total === 0 && !searched && <Empty icon={IconListDetails} title={t('noneYet')} actions={<>{paste}{make}</>}>{t('values.aboutEmpty')}</Empty>}
          {values.total === 0 && searched && <Empty icon={IconSearch} title={t('nothing')}>{t('values.nothing', { searched })}</Empty>}
          {values.total !== 0 && <ValueRows attribute={id} values={values} path={path} search={q} isOrdered={!searched} onSee={setSeen} />}
        </Page>
      </div>
      {isPasting && <PasteValues attribute={id} onClose={close} />}
      <Outlet />
    </div>
  )
}
