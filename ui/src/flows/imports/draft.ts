/** An import that is being made ready: what somebody said of it, kept for this tab, over what was guessed. */
import { useSessionStorage } from '@mantine/hooks'
import { fieldsOf, type Mapping, type ProfileFields, type Rules } from '../profiles/profile'
import { usePreview, type Preview, type Said } from './preview'

interface Draft {
  sheet?: string
  /** All sheets are taken, each by its name and its columns' names. */
  isWhole?: boolean
  said: Said
  rules: Partial<Rules & { locales: string[] }>
  /** Null: as they were guessed. */
  mappings: Mapping[] | null
  /** What was wished for when the file was last checked. */
  checked?: string
}

const EMPTY: Draft = { said: {}, rules: {}, mappings: null }

export interface ImportDraft {
  preview: Preview | undefined
  isLoading: boolean
  error: Error | null
  isWhole: boolean
  /** How the file will be read, as far as that is known. */
  profile: Partial<ProfileFields> | null
  /** The body of the request that begins the import. */
  wish: Record<string, unknown>
  /** Whether this is what was checked last. */
  isChecked: boolean
  choose: (sheet: string | null) => void
  say: (said: Said) => void
  rule: (rules: Draft['rules']) => void
  map: (mappings: Mapping[]) => void
  markChecked: () => void
}

export function useImportDraft(fileId: string | undefined, profileId: string | undefined): ImportDraft {
  const [draft, keep] = useSessionStorage<Draft>({ key: `vitrine-import-${fileId ?? ''}`, defaultValue: EMPTY, getInitialValueInEffect: false })
  const { sheet, said, rules, mappings } = draft
  const asked = usePreview(fileId, profileId, sheet, said)
  const preview = asked.data
  const isWhole = draft.isWhole ?? (!sheet && !profileId && (preview?.sheets.length ?? 0) > 1)
  const guessed = preview?.profile
  const profile = guessed ? fieldsOf({ ...guessed, ...rules, mappings: mappings ?? guessed.mappings }, 'imports') : null
  const isAsStored = !!profileId && !mappings && !Object.keys(said).length && !Object.keys(rules).length
  const way = isWhole ? {} : isAsStored ? { importProfileId: profileId } : { importProfile: withoutName(profile) }
  const wish = { fileId, ...way }
  const key = JSON.stringify(wish)
  return {
    preview,
    isLoading: asked.isLoading,
    error: asked.error,
    isWhole,
    profile,
    wish,
    isChecked: draft.checked === key,
    choose: (chosen) => keep({ ...EMPTY, sheet: chosen ?? undefined, isWhole: chosen === null }),
    // Where the lines are something else, or stand in other columns, so do the guesses.
    say: (more) => keep({ ...draft, said: { ...said, ...more }, mappings: null }),
    rule: (more) => keep({ ...draft, rules: { ...rules, ...more } }),
    map: (changed) => keep({ ...draft, mappings: changed }),
    markChecked: () => keep({ ...draft, checked: key }),
  }
}

function withoutName(profile: Partial<ProfileFields> | null): Partial<ProfileFields> | undefined {
  if (!profile) return undefined
  const { name: _name, description: _description, remotePath: _path, ...own } = profile
  return own
}
