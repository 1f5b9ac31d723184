import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { said } from '@/components/toast'
import { useLabel } from '@/layout/DataLocale'
import { useAttributeSets } from './model'
import { useOfProduct } from './ProductContext'
import styles from './SetSwitch.module.css'
import { useChange } from './useProduct'

/** Which attributes a document has: its set, switched here; a variant has that of its document. */
export function SetSwitch() {
  const { t } = useTranslation('product')
  const label = useLabel()
  const { product, resource, id, type } = useOfProduct()
  const change = useChange(resource, id)
  const sets = useAttributeSets(type)
  const held = sets.find((set) => set.id === product.attributeSet?.id)
  if (sets.length === 0) return null
  const name = held ? label(held.name, held.id) : t('set.all')
  if (resource === 'variants') return <span className={styles.set}>{name}</span>
  const put = (set: string | null) => change(() => ({ attributeSet: set && { id: set } }))
  const choose = async (set: string | null) => {
    const before = product.attributeSet?.id ?? null
    if (await put(set)) said(t('set.changed'), { undo: () => put(before) })
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={styles.set} aria-label={t('set.is', { name })}>{name} <IconChevronDown size={13} aria-hidden /></UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('set.title')}</Menu.Label>
        {[null, ...sets].map((set) => {
          const isHeld = (set?.id ?? null) === (product.attributeSet?.id ?? null)
          return (
            <Menu.Item key={set?.id ?? ''} role="menuitemradio" aria-checked={isHeld} rightSection={isHeld ? <IconCheck size={15} aria-hidden /> : null} onClick={() => isHeld || void choose(set?.id ?? null)}>
              {set ? label(set.name, set.id) : t('set.all')}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
