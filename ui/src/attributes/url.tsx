import { ActionIcon, Anchor, TextInput, Tooltip } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { asText, framed, type FieldProps, type InputProps, type Kind } from './kind'

/** Only what a browser opens as a page becomes a link. */
const isPage = (address: string) => /^https?:\/\//i.test(address)

function UrlInput(props: InputProps<string>) {
  const { t } = useTranslation('product')
  const typed = asText(props.value)
  const open = isPage(typed) && (
    <Tooltip label={t('value.open')}>
      <ActionIcon component="a" href={typed} target="_blank" rel="noreferrer" variant="subtle" color="gray" aria-label={t('value.open')}><IconExternalLink size={16} /></ActionIcon>
    </Tooltip>
  )
  return <TextInput {...framed(props)} type="url" value={typed} onChange={(event) => props.onChange(event.currentTarget.value || null)} rightSection={open} />
}

const UrlField = ({ value }: FieldProps<string>) =>
  isPage(value) ? <Anchor href={value} target="_blank" rel="noreferrer" inherit>{value}</Anchor> : <span>{value}</span>

/** An address of the web. */
export const url: Kind<string> = { Field: UrlField, Input: UrlInput }
