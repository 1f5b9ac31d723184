import {
  IconAbc, IconAlignLeft, IconAt, IconBarcode, IconBraces, IconCalendar, IconCalendarTime, IconCircleDot, IconClock, IconCoin, IconDecimal,
  IconFile, IconHtml, IconLink, IconListCheck, IconNumber123, IconPalette, IconPhoto, IconRuler2, IconTable, IconToggleLeft, type Icon,
} from '@tabler/icons-react'
import type { ObjectType } from '@/api/types'

/** A limit that values of a type may have. */
export type Constraint = 'maxLength' | 'regex' | 'minValue' | 'maxValue' | 'decimals' | 'currencies' | 'extensions' | 'lenient'

interface Type {
  icon: Icon
  family: 'texts' | 'numbers' | 'choices' | 'moments' | 'links' | 'structures'
  constraints: readonly Constraint[]
  /** Whether what files note can be its values. */
  isNoted?: boolean
  /** Its values can only be there or not. */
  isOpaque?: boolean
}

const TEXT = ['maxLength', 'regex'] as const
const RANGE = ['minValue', 'maxValue', 'decimals'] as const

/** What is known of each type of attribute. */
export const TYPES: Record<string, Type> = {
  text: { icon: IconAbc, family: 'texts', constraints: TEXT, isNoted: true },
  multiline: { icon: IconAlignLeft, family: 'texts', constraints: TEXT, isNoted: true },
  html: { icon: IconHtml, family: 'texts', constraints: TEXT, isNoted: true },
  url: { icon: IconLink, family: 'texts', constraints: [...TEXT, 'extensions'], isNoted: true },
  email: { icon: IconAt, family: 'texts', constraints: TEXT, isNoted: true },
  color: { icon: IconPalette, family: 'texts', constraints: TEXT, isNoted: true },
  gtin: { icon: IconBarcode, family: 'texts', constraints: [...TEXT, 'lenient'], isNoted: true },
  integer: { icon: IconNumber123, family: 'numbers', constraints: ['minValue', 'maxValue'], isNoted: true },
  decimal: { icon: IconDecimal, family: 'numbers', constraints: RANGE, isNoted: true },
  price: { icon: IconCoin, family: 'numbers', constraints: [...RANGE, 'currencies'] },
  measure: { icon: IconRuler2, family: 'numbers', constraints: RANGE },
  boolean: { icon: IconToggleLeft, family: 'choices', constraints: [], isNoted: true },
  select: { icon: IconCircleDot, family: 'choices', constraints: [], isNoted: true },
  multiselect: { icon: IconListCheck, family: 'choices', constraints: [], isNoted: true },
  date: { icon: IconCalendar, family: 'moments', constraints: [], isNoted: true },
  datetime: { icon: IconCalendarTime, family: 'moments', constraints: [], isNoted: true },
  time: { icon: IconClock, family: 'moments', constraints: [] },
  media: { icon: IconPhoto, family: 'links', constraints: ['extensions'] },
  document: { icon: IconFile, family: 'links', constraints: [] },
  table: { icon: IconTable, family: 'structures', constraints: [], isOpaque: true },
  json: { icon: IconBraces, family: 'structures', constraints: [], isOpaque: true },
}

/** The families of types, in the order in which they are offered. */
export const FAMILIES = ['texts', 'numbers', 'choices', 'moments', 'links', 'structures'] as const

export const isLinked = (type: string) => TYPES[type]?.family === 'links'
export const isListed = (type: string) => type === 'select' || type === 'multiselect'
export const isText = (type: string) => TYPES[type]?.family === 'texts'

/** Whether objects of a kind may have attributes of a type. */
export const isFor = (type: string, objectType: ObjectType) =>
  !isLinked(type) || objectType === 'document' || objectType === 'variant'

/** Whether the values of an attribute of one type may be made into those of another. */
export const mayBecome = (from: string, to: string) => from === to || (!isLinked(from) && !isLinked(to))
