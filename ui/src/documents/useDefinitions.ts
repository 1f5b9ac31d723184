import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { all } from '@/api/client'
import { useAttributes, useDocumentTypes } from '@/api/model'
import type { Attribute, DocumentType } from '@/api/types'
import type { AttributeSet, Classification, CompletenessSetting, LinkType, Tag, Workflow } from './types'

/** What the list of one document type is made of. */
export interface Definitions {
  type: DocumentType | undefined
  /** Those of its documents, as they stand in their groups. */
  attributes: Attribute[]
  settings: CompletenessSetting[]
  workflows: Workflow[]
  tags: Tag[]
  sets: AttributeSet[]
  linkTypes: LinkType[]
  isReady: boolean
}

const KEPT = { staleTime: 60_000 }

export function useDefinitions(type: string): Definitions {
  const types = useDocumentTypes()
  const byCode = useAttributes()
  const settings = useOfType<CompletenessSetting>('completeness-settings', type)
  const workflows = useOfType<Workflow>('workflows', type)
  const tags = useOfType<Tag>('tags', type)
  const sets = useOfType<AttributeSet>('attributes-sets', type)
  const linkTypes = useQuery({ queryKey: ['model', 'link-types'], queryFn: () => all<LinkType>('/api/link-types'), ...KEPT }).data
  const definition = types.find((one) => one.id === type)
  return useMemo(() => {
    const attributes = [...byCode.values()]
      .filter((one) => one.objectType === 'document' && (one.documentType === null || one.documentType.id === type) && !one.isHidden)
      .sort((a, b) => (a.section?.id ?? '').localeCompare(b.section?.id ?? '') || a.sequence - b.sequence)
    return {
      type: definition,
      attributes,
      settings: settings ?? [],
      workflows: workflows ?? [],
      tags: tags ?? [],
      sets: sets ?? [],
      linkTypes: linkTypes ?? [],
      isReady: Boolean(definition && byCode.size > 0 && settings && workflows && tags && sets),
    }
  }, [definition, byCode, settings, workflows, tags, sets, linkTypes, type])
}

function useOfType<T extends { documentType: { id: string } }>(collection: string, type: string): T[] | undefined {
  const query = useQuery({ queryKey: ['model', collection], queryFn: () => all<T>(`/api/${collection}`), ...KEPT })
  return useMemo(() => query.data?.filter((one) => one.documentType.id === type), [query.data, type])
}

/** The classifications of documents by code; of large trees this is a large answer, so only who shows names asks. */
export function useClassifications(isWanted: boolean): Map<string, Classification> | undefined {
  return useQuery({
    queryKey: ['model', 'classifications', 'document'],
    queryFn: () => all<Classification>('/api/classifications', { objectType: 'document' }),
    select: byId,
    enabled: isWanted,
    ...KEPT,
  }).data
}

const byId = (found: Classification[]) => new Map(found.map((one) => [one.id, one]))
