import type { Ref } from '@/api/types'
import type { FieldProps, InputProps, Kind } from './kind'
import { ReferencesField, ReferencesInput } from './References'

const MediaInput = (props: InputProps<Ref[]>) => <ReferencesInput {...props} kind="assets" />
const MediaField = ({ value }: FieldProps<Ref[]>) => <ReferencesField kind="assets" value={value} />

/** Assets, in order. */
export const media: Kind<Ref[]> = { Field: MediaField, Input: MediaInput, write: (refs) => refs.map(({ id }) => ({ id })), isWide: true }
