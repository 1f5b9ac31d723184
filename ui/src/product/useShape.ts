import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useAttributes } from '@/api/model'
import type { Attribute } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import { hasId, useAttributeGroups, useAttributeSets, type AttributeGroup, type Product, type Resource } from './model'

/** Attributes under one heading. */
export interface Section {
  id: string
  title: string
  /** The heading above, where sections are grouped. */
  above: string | null
  attributes: Attribute[]
}

/** The attributes that a product shows, in their groups and in order: those of its type, its set and, of a variant, what it may override. */
export function useShape(resource: Resource, type: string, product: Product | undefined, others: string): Section[] {
  const attributes = useAttributes()
  const groups = useAttributeGroups()
  const sets = useAttributeSets(type)
  const label = useLabel()
  const set = sets.find((one) => one.id === product?.attributeSet?.id)
  const client = useQueryClient()
  // Fields don't move from one group to another under somebody's cursor when the groups come late.
  const isKnown = ['attribute-groups', 'attributes-sets'].every((path) => client.getQueryState(['model', path])?.status !== 'pending')
  const sections = useMemo(() => {
    if (!isKnown) return []
    const isShown = (attribute: Attribute) => {
      if (attribute.isHidden || attribute.documentType?.id !== type) return false
      if (attribute.objectType === 'variant') return resource === 'variants' && (!set || hasId(set.variantAttributes, attribute.id))
      if (attribute.objectType !== 'document' || (set && !hasId(set.attributes, attribute.id))) return false
      return resource === 'documents' || attribute.isInherited
    }
    return grouped([...attributes.values()].filter(isShown).sort((a, b) => a.sequence - b.sequence), groups)
  }, [attributes, groups, set, type, resource, isKnown])
  const name = (group: AttributeGroup) => label(group.name, group.id)
  return sections.map(({ group, above, attributes: held }) => ({
    id: group?.id ?? 'others',
    title: group ? name(group) : others,
    above: above.map(name).join(' · ') || null,
    attributes: held,
  }))
}

interface Grouped {
  group: AttributeGroup | undefined
  /** The groups above, without the outermost: all share it. */
  above: AttributeGroup[]
  attributes: Attribute[]
}

function grouped(attributes: Attribute[], groups: AttributeGroup[]): Grouped[] {
  const byId = new Map(groups.map((group) => [group.id, group]))
  const way = (group: AttributeGroup | undefined): AttributeGroup[] => (group ? [...way(byId.get(group.parent?.id ?? '')), group] : [])
  const place = ({ group }: Grouped) => (group ? way(group).map((step) => String(step.sequence).padStart(9, '0')).join('/') : '\uffff')
  const sections = new Map<string, Grouped>()
  for (const attribute of attributes) {
    const group = byId.get(attribute.section?.id ?? '')
    const known = sections.get(group?.id ?? '')
    if (known) known.attributes.push(attribute)
    else sections.set(group?.id ?? '', { group, above: way(group).slice(1, -1), attributes: [attribute] })
  }
  return [...sections.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1))
}
