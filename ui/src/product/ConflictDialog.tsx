import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AttributeField } from '@/attributes/AttributeField'
import { languageOf } from '@/attributes/AttributeInput'
import { useLabel } from '@/layout/DataLocale'
import { When } from '@/components/When'
import styles from './ConflictDialog.module.css'
import { useOfProduct } from './ProductContext'
import type { Conflict } from './useDraft'

/** Somebody else changed what was typed over: for each value theirs or mine, and nothing is gone until it is chosen. */
export function ConflictDialog() {
  const { t } = useTranslation('product')
  const { draft, product } = useOfProduct()
  const [theirs, setTheirs] = useState<string[]>([])
  const choose = (key: string, isTheirs: boolean) => setTheirs(isTheirs ? [...theirs, key] : theirs.filter((one) => one !== key))
  return (
    <Modal opened onClose={draft.leaveOpen} size="xl" title={t('conflict.title')} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Text size="sm" c="var(--soft)" mb="md"><When at={product.dateModified} /> · {t('conflict.body', { who: product.updatedBy })}</Text>
      <Stack gap="lg">
        {draft.conflicts.map((conflict) => (
          <Choice key={conflict.key} conflict={conflict} isTheirs={theirs.includes(conflict.key)} onChoose={(isTheirs) => choose(conflict.key, isTheirs)} />
        ))}
      </Stack>
      <Group justify="flex-end" mt="xl">
        <Button variant="default" data-autofocus onClick={draft.leaveOpen}>{t('conflict.later')}</Button>
        <Button onClick={() => void draft.settle(theirs)}>{t('conflict.save')}</Button>
      </Group>
    </Modal>
  )
}

function Choice({ conflict, isTheirs, onChoose }: { conflict: Conflict; isTheirs: boolean; onChoose: (isTheirs: boolean) => void }) {
  const { t } = useTranslation('product')
  const label = useLabel()
  const { attribute, locale } = conflict
  const name = label(attribute.name, attribute.id) + (attribute.isLocalizable ? ` · ${languageOf(locale)}` : '')
  const ways = [
    { value: 'mine', title: t('conflict.mine'), shown: conflict.value },
    { value: 'theirs', title: t('conflict.theirs'), shown: conflict.theirs },
  ]
  return (
    <Radio.Group label={name} value={isTheirs ? 'theirs' : 'mine'} onChange={(way) => onChoose(way === 'theirs')}>
      <div className={styles.ways}>
        {ways.map((way) => (
          <Radio.Card key={way.value} value={way.value} p="sm" className={styles.way} aria-label={`${name}: ${way.title}`}>
            <Group gap={8} mb={4}><Radio.Indicator /> <Text size="sm" fw={600}>{way.title}</Text></Group>
            <div className={styles.value}><AttributeField attribute={attribute} value={way.shown} /></div>
          </Radio.Card>
        ))}
      </div>
      <Text size="xs" c="var(--soft)" mt={4} component="div">{t('conflict.before')} <AttributeField attribute={attribute} value={conflict.base} /></Text>
    </Radio.Group>
  )
}
