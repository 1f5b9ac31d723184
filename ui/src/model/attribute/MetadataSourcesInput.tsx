import { TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import type { Draft } from '../useDraft'

// Notes that cameras and agencies write most often; others may be typed.
const USUAL = [
  'iptc:Headline', 'iptc:Caption', 'iptc:Keywords', 'iptc:By-line', 'iptc:Credit', 'iptc:CopyrightNotice', 'xmp:dc:title', 'xmp:dc:description',
  'xmp:dc:subject', 'xmp:dc:creator', 'xmp:dc:rights', 'exif:ImageDescription', 'exif:Artist', 'exif:Copyright', 'exif:DateTimeOriginal',
  'exif:Model', 'exif:FNumber',
]

/** Which notes in a file make a value of an asset that has none; the first that there is counts. */
export function MetadataSourcesInput({ draft }: { draft: Draft<Attribute> }) {
  const { t } = useTranslation('model')
  return (
    <TagsInput
      label={t('attribute.sources')}
      description={t('attribute.sourcesHelp')}
      data={USUAL}
      maxTags={10}
      value={draft.value.metadataSources}
      error={draft.error('metadataSources')}
      onChange={(metadataSources) => draft.set({ metadataSources })}
    />
  )
}
