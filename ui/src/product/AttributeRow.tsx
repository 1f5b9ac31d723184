import { ActionIcon, Group, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowBackUp, IconColumns2, IconDots, IconLanguage, IconLink } from '@tabler/icons-react'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { said } from '@/components/toast'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import styles from './AttributeRow.module.css'
import type { PageSearch } from './search'
import type { Draft } from './useDraft'
import { ValueOf } from './ValueOf'
import { TranslationsDialog } from './TranslationsDialog'

/** A value in one language, as it is on the page. */
export interface Held {
  locale: string
  value: unknown
  isChanged: boolean
  error?: string
  /** What is there without a value of its own. */
  inherited: unknown
}

interface Props {
  attribute: Attribute
  here: Held
  /** The same in another language, side by side. */
  there?: Held
  set: Draft['set']
  reset: Draft['reset']
  isPointedAt: boolean
  onCompare: (search: Partial<PageSearch>) => void
  /** All stored values, for the hints of other languages. */
  values: Record<string, unknown>
}

const sameHeld = (one?: Held, other?: Held) =>
  one === other || Boolean(one && other && one.locale === other.locale && one.value === other.value && one.isChanged === other.isChanged && one.error === other.error && one.inherited === other.inherited)

/** One attribute: its value, in one language or two, and what can be done with it. */
export const AttributeRow = memo(function AttributeRow({ attribute, here, there, set, reset, isPointedAt, onCompare, values }: Props) {
  const { t } = useTranslation('product')
  const label = useLabel()
  const [isTranslating, translating] = useDisclosure(false)
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => { if (isPointedAt) row.current?.scrollIntoView({ block: 'center' }) }, [isPointedAt])
  const name = label(attribute.name, attribute.id)
  return (
    <div ref={row} className={styles.row} data-two={there ? true : undefined} data-pointed={isPointedAt || undefined} data-attribute={attribute.id}>
      <ValueOf attribute={attribute} held={here} set={set} values={values} />
      {there && <ValueOf attribute={attribute} held={there} set={set} values={values} />}
      <Group gap={2} className={styles.tools}>
        {attribute.isLocalizable && (
          <ActionIcon size={22} variant="subtle" color="gray" aria-label={t('translate.open', { name })} title={t('translate.open', { name })} onClick={translating.open}><IconLanguage size={15} stroke={1.6} /></ActionIcon>
        )}
        <More attribute={attribute} name={name} held={here} reset={reset} onCompare={onCompare} hasTwo={Boolean(there)} />
      </Group>
      {isTranslating && <TranslationsDialog attribute={attribute} onClose={translating.close} />}
    </div>
  )
}, (one, other) => one.attribute === other.attribute && sameHeld(one.here, other.here) && sameHeld(one.there, other.there) && one.isPointedAt === other.isPointedAt && one.values === other.values && one.onCompare === other.onCompare)

function More({ attribute, name, held, reset, onCompare, hasTwo }: { attribute: Attribute; name: string; held: Held; reset: Draft['reset']; onCompare: Props['onCompare']; hasTwo: boolean }) {
  const { t } = useTranslation('product')
  const { locale, locales } = useDataLocale()
  const next = locales.find((one) => one !== locale)
  const copy = () => {
    const address = new URL(location.href)
    address.searchParams.set('at', attribute.id)
    void navigator.clipboard?.writeText(address.href).then(() => said(t('actions.linkCopied')))
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={22} variant="subtle" color="gray" aria-label={t('row.more', { name })}><IconDots size={15} stroke={1.6} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label ff="monospace">{attribute.id}</Menu.Label>
        <Menu.Item leftSection={<IconLink size={15} stroke={1.6} />} onClick={copy}>{t('row.copyLink')}</Menu.Item>
        {attribute.isLocalizable && next && (
          <Menu.Item leftSection={<IconColumns2 size={15} stroke={1.6} />} onClick={() => onCompare({ compare: hasTwo ? undefined : next })}>{t(hasTwo ? 'compare.stop' : 'compare.start')}</Menu.Item>
        )}
        {held.isChanged && <Menu.Item leftSection={<IconArrowBackUp size={15} stroke={1.6} />} onClick={() => reset(attribute, held.locale)}>{t('row.reset')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
