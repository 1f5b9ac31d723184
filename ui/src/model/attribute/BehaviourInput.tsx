import { Stack, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { useThe } from '../definition'
import type { Draft } from '../useDraft'
import { isLinked, TYPES } from './types'

const FLAGS = ['isLocalizable', 'isInherited', 'isRequired', 'isUnique', 'isReadOnly', 'isHidden', 'isFilterable', 'isSearchable'] as const

type Flag = (typeof FLAGS)[number]

/** What is done with the values, switch by switch; those that can't be for the type aren't there. */
export function BehaviourInput({ draft }: { draft: Draft<Attribute> }) {
  const { t } = useTranslation('model')
  const { value } = draft
  const type = useThe('document-types').find((one) => one.id === value.documentType?.id)
  const isOffered: Record<Flag, boolean> = {
    isLocalizable: !isLinked(value.type),
    isInherited: value.objectType === 'document' && (type?.hasVariants ?? false),
    isRequired: true,
    isUnique: !isLinked(value.type),
    isReadOnly: true,
    isHidden: true,
    isFilterable: !TYPES[value.type]?.isOpaque,
    isSearchable: !isLinked(value.type),
  }
  return (
    <Stack gap="sm">
      {FLAGS.filter((flag) => isOffered[flag] || value[flag]).map((flag) => (
        <Switch
          key={flag}
          label={t(`attribute.flags.${flag}`)}
          description={t(`attribute.flagHelp.${flag}`)}
          checked={value[flag]}
          error={draft.error(flag)}
          onChange={(event) => draft.set({ [flag]: event.currentTarget.checked })}
        />
      ))}
    </Stack>
  )
}
