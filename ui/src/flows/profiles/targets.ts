/** What a column may be: a property of the thing, an attribute, or the same on all lines. */
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import { propertiesOf, useAttributesOf } from '../lineKinds'
import type { Mapping } from './profile'

export interface Targets {
  /** For a choice, grouped. */
  data: { group: string; items: { value: string; label: string }[] }[]
  attributes: Map<string, Attribute>
  /** What a target is called. */
  nameOf: (target: Mapping['target']) => string
}

export const valueOf = ({ type, code }: Mapping['target']) => `${type === 'property' ? 'property' : 'attribute'}:${code}`

/** The target that a choice says. */
export function targetOf(value: string, locale: string | null): Mapping['target'] {
  const [type, code = ''] = value.split(/:(.*)/s)
  return { type: type as 'attribute' | 'property', code, locale }
}

export function useTargets(model: string | null): Targets {
  const { t } = useTranslation('flows')
  const label = useLabel()
  const attributes = new Map(useAttributesOf(model).map((attribute) => [attribute.id, attribute]))
  const property = (code: string) => t(`property.${code}`, { defaultValue: code })
  const properties = model ? propertiesOf(model) : []
  const called = (attribute: Attribute) => label(attribute.name, attribute.id)
  return {
    attributes,
    data: [
      { group: t('mapping.properties'), items: properties.map((code) => ({ value: `property:${code}`, label: property(code) })) },
      { group: t('mapping.attributes'), items: [...attributes.values()].map((own) => ({ value: `attribute:${own.id}`, label: called(own) })) },
    ].filter(({ items }) => items.length > 0),
    nameOf: ({ type, code }) => {
      const attribute = attributes.get(code)
      return type === 'property' || !attribute ? property(code) : called(attribute)
    },
  }
}

/** Whether a column of that target says a language. */
export const isLocalised = (target: Mapping['target'], { attributes }: Targets) =>
  target.type === 'property' ? target.code === 'value_label' : !!attributes.get(target.code)?.isLocalizable
