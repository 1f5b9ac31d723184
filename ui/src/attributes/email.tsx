import { ActionIcon, Anchor, TextInput, Tooltip } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { asText, framed, type FieldProps, type InputProps, type Kind } from './kind'

function EmailInput(props: InputProps<string>) {
  const { t } = useTranslation('product')
  const typed = asText(props.value)
  const write = typed.includes('@') && (
    <Tooltip label={t('value.mail')}>
      <ActionIcon component="a" href={`mailto:${typed}`} variant="subtle" color="gray" aria-label={t('value.mail')}><IconMail size={16} /></ActionIcon>
    </Tooltip>
  )
  return <TextInput {...framed(props)} type="email" value={typed} onChange={(event) => props.onChange(event.currentTarget.value || null)} rightSection={write} />
}

const EmailField = ({ value }: FieldProps<string>) => <Anchor href={`mailto:${value}`} inherit>{value}</Anchor>

/** An e-mail address. */
export const email: Kind<string> = { Field: EmailField, Input: EmailInput }
