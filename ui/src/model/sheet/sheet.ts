/** The attributes of one kind of object and the groups that they stand in, as a tree. */
import type { Attribute, ObjectType } from '@/api/types'
import { bySequence, type AttributeGroup } from '../definition'

/** Whose attributes they are. */
export interface Sheet {
  objectType: ObjectType
  documentType: string | null
  linkType: string | null
}

/** One line of the tree. */
export interface SheetNode {
  id: string
  /** The group or attribute; null: the attributes in no section. */
  group: AttributeGroup | null
  attribute: Attribute | null
  /** Of the group; 4: an attribute; 0: the attributes in no section. */
  level: number
  children: SheetNode[] | null
}

/** The line under which attributes stand that are in no section. */
export const REST = 'rest'

/** `document.product`, `variant.product`, `asset`, `classification` or `link.pictures`. */
export function sheetOf(name: string): Sheet {
  const [kind, code = null] = name.split(/\.(.*)/s)
  const objectType = kind as ObjectType
  const isTyped = objectType === 'document' || objectType === 'variant'
  return { objectType, documentType: isTyped ? code : null, linkType: objectType === 'link' ? code : null }
}

/** The name of the sheet that an attribute stands on. */
export function sheetNameOf(attribute: Attribute): string {
  const code = attribute.documentType?.id ?? (attribute.objectType === 'link' ? attribute.linkType?.id : undefined)
  return code ? `${attribute.objectType}.${code}` : attribute.objectType
}

/** Whether an attribute stands on a sheet. */
export const isOn = (sheet: Sheet) => (attribute: Attribute) =>
  attribute.objectType === sheet.objectType &&
  (attribute.documentType?.id ?? null) === sheet.documentType &&
  (sheet.linkType === null || attribute.linkType?.id === sheet.linkType)

/** Whether a group is part of a sheet: its own ones, and those of all. */
export const isPartOf = (sheet: Sheet) => (group: AttributeGroup) =>
  group.objectType === sheet.objectType && (group.documentType === null || group.documentType.id === sheet.documentType)

/** The whole tree of a sheet. */
export function treeOf(groups: AttributeGroup[], attributes: Attribute[]): SheetNode[] {
  const sections = new Set(groups.filter((group) => group.level === 3).map((group) => group.id))
  const inside = (section: string | null) =>
    attributes
      .filter((attribute) => (attribute.section && sections.has(attribute.section.id) ? attribute.section.id : null) === section)
      .sort(bySequence)
      .map((attribute): SheetNode => ({ id: `a:${attribute.id}`, group: null, attribute, level: 4, children: null }))
  const below = (parent: string | null): SheetNode[] =>
    groups
      .filter((group) => (group.parent?.id ?? null) === parent)
      .sort(bySequence)
      .map((group) => {
        const children = group.level === 3 ? inside(group.id) : below(group.id)
        return { id: `g:${group.id}`, group, attribute: null, level: group.level, children }
      })
  const rest = inside(null)
  const last: SheetNode = { id: REST, group: null, attribute: null, level: 0, children: rest }
  return rest.length || groups.length === 0 ? [...below(null), last] : below(null)
}

/** Whether a line may be moved under another; null: to the top. */
export function mayStandIn(node: SheetNode, parent: SheetNode | null): boolean {
  if (node.attribute) return parent !== null && (parent.level === 3 || parent.id === REST)
  if (!node.group) return false
  return (parent?.level ?? 0) === node.level - 1 && parent?.id !== REST
}
