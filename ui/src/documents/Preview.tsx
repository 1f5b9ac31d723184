import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { get } from '@/api/client'
import { Code } from '@/components/Code'
import { Failed } from '@/components/Failed'
import { Ring } from '@/components/Ring'
import { SidePanel } from '@/components/SidePanel'
import { valueOf } from '@/grid/attribute/attributeColumn'
import { shownText } from '@/grid/attribute/texts'
import { useSpeech } from '@/grid/attribute/useSpeech'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import { documentPlace } from '@/layout/places'
import { small } from './columns/drawing'
import styles from './Preview.module.css'
import type { Document } from './types'
import type { Definitions } from './useDefinitions'

interface Props {
  id: string
  type: string
  definitions: Definitions
  onClose: () => void
  onStep?: (by: 1 | -1) => void
}

/** One document of a list at its side, to look into without leaving. */
export function Preview({ id, type, definitions, onClose, onStep }: Props) {
  const { t } = useTranslation('documents')
  const label = useLabel()
  const speech = useSpeech()
  const { locale } = useDataLocale()
  const asked = useQuery({ queryKey: ['documents', 'one', id], queryFn: ({ signal }) => get<Document>(`/api/documents/${encodeURIComponent(id)}`, { signal }) })
  const document = asked.data
  const title = definitions.attributes.find((one) => one.id === definitions.type?.titleAttribute?.id)
  const filled = document ? definitions.attributes.flatMap((attribute) => {
    const value = valueOf(document, attribute, locale)
    return value === undefined || value === null || attribute === title ? [] : [{ attribute, text: shownText(attribute, value, speech) }]
  }) : []
  const name = document && title ? String(valueOf(document, title, locale) ?? id) : id

  return (
    <SidePanel
      title={name}
      onClose={onClose}
      onStep={onStep}
      actions={<Button component={Link} to={documentPlace(type, id)} size="compact-sm">{t('openPage')}</Button>}
    >
      {asked.error && <Failed error={asked.error} />}
      {asked.isPending && <Stack gap="sm">{Array.from({ length: 9 }, (_, index) => <Skeleton key={index} h={16} />)}</Stack>}
      {document && (
        <Stack gap="md">
          <Group gap="md" wrap="nowrap" align="flex-start">
            {document.mainAssetThumbnailUrl && <img className={styles.picture} src={small(document.mainAssetThumbnailUrl).replace('/80x80/', '/200x200/')} alt="" />}
            <Stack gap={6}>
              <Code>{document.id}</Code>
              {definitions.settings.map((setting) => {
                const value = document.completeness.find((one) => one.id === setting.id && one.locale === locale)?.value
                return value === undefined ? null : <Group key={setting.id} gap={8}><Ring value={value} /><Text size="sm">{label(setting.name, setting.id)} {value} %</Text></Group>
              })}
            </Stack>
          </Group>
          <dl className={styles.values}>
            {filled.map(({ attribute, text }) => (
              <div key={attribute.id}><dt>{label(attribute.name, attribute.id)}</dt><dd>{text}</dd></div>
            ))}
          </dl>
        </Stack>
      )}
    </SidePanel>
  )
}
