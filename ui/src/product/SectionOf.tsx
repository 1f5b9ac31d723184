import { Title } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useDataLocale } from '@/layout/DataLocale'
import { AttributeRow } from './AttributeRow'
import { useOfProduct } from './ProductContext'
import { usePageSearch } from './search'
import styles from './SectionOf.module.css'
import type { Section } from './useShape'
import { valueOf } from '@/attributes/kinds'
import { placeOf } from './useDraft'

export const anchorOf = (section: string) => `group-${section}`

/** How high a field is before it is drawn. */
const GUESSED = 76

/** The fields of one group; drawn when it comes near, as a type may have two thousand attributes. */
export function SectionOf({ section }: { section: Section }) {
  const { ref, entry } = useIntersection({ rootMargin: '600px 0px' })
  const [{ compare, at }, change] = usePageSearch()
  const { locale, locales } = useDataLocale()
  const { product, inherited, draft, resource } = useOfProduct()
  const isPointedAt = section.attributes.some((attribute) => attribute.id === at)
  const [isDrawn, setDrawn] = useState(isPointedAt)
  useEffect(() => { if (entry?.isIntersecting || isPointedAt) setDrawn(true) }, [entry?.isIntersecting, isPointedAt])
  const beside = compare && compare !== locale && locales.includes(compare) ? compare : null
  return (
    <section ref={ref} id={anchorOf(section.id)} className={styles.section} aria-label={section.title} style={isDrawn ? undefined : { minHeight: section.attributes.length * GUESSED }}>
      <Title order={2} className={styles.title}>{section.title}</Title>
      {isDrawn && section.attributes.map((attribute) => {
        const languages = beside && attribute.isLocalizable ? [locale, beside] : [locale]
        const of = (language: string) => {
          const place = placeOf(attribute, language)
          const change = draft.changes[place]
          return {
            locale: language,
            isChanged: Boolean(change),
            value: change ? change.value : valueOf(product.attributes, attribute, language),
            error: draft.errors[place],
            inherited: resource === 'variants' && attribute.objectType === 'document' && inherited ? valueOf(inherited, attribute, language) : null,
          }
        }
        const [here, there] = languages.map(of)
        return <AttributeRow key={attribute.id} attribute={attribute} here={here!} there={there} set={draft.set} reset={draft.reset} isPointedAt={at === attribute.id} onCompare={change} values={product.attributes} />
      })}
    </section>
  )
}
