import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useDeferredValue, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { IconCircleCheck, IconFilterOff } from '@tabler/icons-react'
import { Button } from '@mantine/core'
import { isEmpty, valueOf } from '@/attributes/kinds'
import type { Attribute } from '@/api/types'
import { Empty } from '@/components/Empty'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import styles from './AttributesTab.module.css'
import { GroupNav } from './GroupNav'
import { useOfProduct } from './ProductContext'
import { SectionOf } from './SectionOf'
import { usePageSearch } from './search'
import { SidePart } from './SidePart'
import { placeOf } from './useDraft'
import { useRecent } from './useRecent'
import { useShape } from './useShape'

/** The values of a product: its groups on the left, its fields, and what is missing on the right. */
export function AttributesTab() {
  const { t } = useTranslation('product')
  const { resource, type, product, draft, inherited } = useOfProduct()
  const { locale } = useDataLocale()
  const label = useLabel()
  const [{ only, find = '' }, change] = usePageSearch()
  const sections = useShape(resource, type, product, t('groups.others'))
  const recent = useRecent(only === 'recent')
  const asked = useDeferredValue(find.toLowerCase())
  const isWide = useMediaQuery('(min-width: 1180px)', true, { getInitialValueInEffect: false })
  const valueIn = useCallback(
    (attribute: Attribute, language: string) => draft.changes[placeOf(attribute, language)]?.value ?? valueOf(inherited ?? product.attributes, attribute, language),
    [draft.changes, product, inherited],
  )
  // What a filter shows stays while it is filled: it goes by what is saved.
  const isFilled = useMemo(() => (attribute: Attribute) => !isEmpty(valueOf(inherited ?? product.attributes, attribute, locale)), [product, inherited, locale])
  const isShown = (attribute: Attribute) =>
    (only !== 'required' || attribute.isRequired) &&
    (only !== 'missing' || !isFilled(attribute)) &&
    (only !== 'recent' || recent.has(attribute.id)) &&
    (!asked || `${label(attribute.name)} ${attribute.id}`.toLowerCase().includes(asked))
  const shown = sections.map((section) => ({ ...section, attributes: section.attributes.filter(isShown) })).filter((section) => section.attributes.length > 0)
  // How long a page takes until it can be worked in is measured, and kept short.
  const isUsable = shown.length > 0
  useEffect(() => { if (isUsable) performance.mark('usable') }, [isUsable])
  const all = <Button variant="default" onClick={() => change({ only: undefined, find: undefined })}>{t('groups.all')}</Button>
  return (
    <div className={styles.columns}>
      <GroupNav sections={sections} shown={shown} valueIn={valueIn} />
      <div className={styles.fields}>
        {shown.map((section) => <SectionOf key={section.id} section={section} />)}
        {shown.length === 0 && sections.length > 0 && only === 'missing' && !asked && <Empty icon={IconCircleCheck} title={t('missing.nothing')} actions={all}>{t('groups.allFilled')}</Empty>}
        {shown.length === 0 && sections.length > 0 && (only !== 'missing' || asked) && (
          <Empty icon={IconFilterOff} title={t('groups.nothing')} actions={all}>
            {t('groups.nothingHelp')}
          </Empty>
        )}
      </div>
      {isWide && <SidePart />}
    </div>
  )
}
