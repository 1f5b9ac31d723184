import type { Ref } from '@/api/types'
import type { FieldProps, InputProps, Kind } from './kind'
import { ReferencesField, ReferencesInput } from './References'

const DocumentInput = (props: InputProps<Ref[]>) => <ReferencesInput {...props} kind="documents" />
const DocumentField = ({ value }: FieldProps<Ref[]>) => <ReferencesField kind="documents" value={value} />

/** Other documents, in order. */
export const document: Kind<Ref[]> = { Field: DocumentField, Input: DocumentInput, write: (refs) => refs.map(({ id }) => ({ id })), isWide: true }
