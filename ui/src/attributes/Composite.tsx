import { Input } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  label: ReactNode
  name: string
  help?: ReactNode
  error?: ReactNode
  children: ReactNode
}

/** Stands around an input that is made of several. */
export function Composite({ label, name, help, error, children }: Props) {
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      description={help}
      error={error}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    >
      <div role="group" aria-label={name}>{children}</div>
    </Input.Wrapper>
  )
}
