import { isEmpty, valueOf } from '@/attributes/kinds'
import { useAttributes } from '@/api/model'
import type { Attribute } from '@/api/types'
import { hasId, useAttributeSets, useCompletenessSettings, type CompletenessSetting } from './model'
import { useOfProduct } from './ProductContext'

/** How much of what one indicator asks is there in one language, and what isn't. */
export interface Indicated {
  setting: CompletenessSetting
  locale: string
  /** In percent, as the server counts. */
  value: number
  attributes: Attribute[]
  /** Codes of link types of which no link starts here. */
  linkTypes: string[]
}

/** Why a document is as complete as it is. */
export function useMissing(): (locale: string) => Indicated[] {
  const { product, type } = useOfProduct()
  const settings = useCompletenessSettings(type)
  const attributes = useAttributes()
  const set = useAttributeSets(type).find((one) => one.id === product.attributeSet?.id)
  const linked = [...product.assetLinks, ...product.documentLinks].map((link) => link.linkType.id)
  return (locale) =>
    settings.flatMap((setting) => {
      const value = product.completeness?.find((one) => one.id === setting.id && one.locale === locale)?.value
      if (value === undefined) return []
      const asked = setting.attributes.filter(({ id }) => !set || hasId(set.attributes, id)).flatMap(({ id }) => attributes.get(id) ?? [])
      return [{
        setting,
        locale,
        value,
        attributes: asked.filter((attribute) => isEmpty(valueOf(product.attributes, attribute, locale))),
        linkTypes: setting.linkTypes.map(({ id }) => id).filter((id) => !linked.includes(id)),
      }]
    })
}
