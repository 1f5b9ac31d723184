import { Group, Input, NumberInput, SegmentedControl, Select, Slider, Text, TextInput } from '@mantine/core'
import '@mantine/core/styles/Slider.css'
import { useTranslation } from 'react-i18next'
import { CodeInput } from '../CodeInput'
import { ColourInput } from '../ColourInput'
import { BUILT_IN_PROFILES, type ImageProfile } from '../definition'
import { Editing } from '../Editing'
import { Editor } from '../Editor'
import type { Draft } from '../useDraft'
import { useIdNamed } from '../ways'
import { Preview } from './Preview'

const PATH = '/api/image-profiles'
const BACK = '/settings/image-profiles'
const BLANK: ImageProfile = {
  id: '', name: '', transformation: 'fit', width: 800, height: 800, format: 'original', background: '#FFFFFF', quality: 85,
}

/** The size, shape and format that pictures are delivered in. */
export function ImageProfileEditor() {
  return (
    <Editing path={PATH} id={useIdNamed()} blank={BLANK} back={BACK} to={(made) => `${BACK}/${made}`}>
      {(draft) => <Form draft={draft} />}
    </Editing>
  )
}

function Form({ draft }: { draft: Draft<ImageProfile> }) {
  const { t } = useTranslation('model')
  const { value, original } = draft
  const side = (key: 'width' | 'height') => (
    <NumberInput label={t(`images.${key}`)} placeholder={t('images.asIs')} suffix=" px" min={1} max={10_000} hideControls disabled={isBuiltIn} value={value[key] ?? ''} error={draft.error(key)} onChange={(to) => draft.set({ [key]: to === '' ? null : Number(to) })} />
  )
  const isLossy = value.format !== 'png'
  const isBuiltIn = original !== null && BUILT_IN_PROFILES.includes(original.id)
  return (
    <Editor isLasting={isBuiltIn} draft={draft} path={PATH} back={BACK} title={original ? original.name : t('images.new')}>
      {isBuiltIn && <Text size="sm" c="var(--soft)">{t('images.builtIn')}</Text>}
      {original && <Preview profile={value} isSaved={!draft.isDirty} />}
      <TextInput label={t('name')} value={value.name} error={draft.error('name')} onChange={(event) => draft.set({ name: event.currentTarget.value })} />
      {!original && <CodeInput draft={draft} />}
      <Group grow align="flex-start">{side('width')}{side('height')}</Group>
      <Input.Wrapper label={t('images.transformation')} description={t(`images.transformationHelp.${value.transformation}`)} labelElement="div" error={draft.error('transformation')}>
        <SegmentedControl
          mt={4}
          fullWidth
          disabled={isBuiltIn}
          aria-label={t('images.transformation')}
          data={(['fit', 'fill', 'crop'] as const).map((one) => ({ value: one, label: t(`images.transformations.${one}`) }))}
          value={value.transformation}
          onChange={(to) => draft.set({ transformation: to as ImageProfile['transformation'] })}
        />
      </Input.Wrapper>
      <Select
        label={t('images.format')}
        data={[{ value: 'original', label: t('images.asIs') }, { value: 'jpg', label: 'JPEG' }, { value: 'png', label: 'PNG' }, { value: 'webp', label: 'WebP' }]}
        value={value.format}
        allowDeselect={false}
        disabled={isBuiltIn}
        error={draft.error('format')}
        onChange={(to) => draft.set({ format: to as ImageProfile['format'] })}
      />
      {isLossy && !isBuiltIn && (
        <Input.Wrapper label={t('images.quality')} description={t('images.qualityHelp')} error={draft.error('quality')} labelElement="div">
          <Slider mt="xs" min={1} max={100} thumbLabel={t('images.quality')} value={value.quality} onChange={(quality) => draft.set({ quality })} />
        </Input.Wrapper>
      )}
      {!isBuiltIn && <ColourInput label={t('images.background')} description={t('images.backgroundHelp')} value={value.background} error={draft.error('background')} onChange={(background) => draft.set({ background })} />}
    </Editor>
  )
}
