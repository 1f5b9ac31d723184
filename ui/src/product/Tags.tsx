import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconCheck, IconTag } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { hasId, useTags } from './model'
import { Pill } from './Pill'
import { useOfProduct } from './ProductContext'
import { useChange } from './useProduct'

/** The tags of a document; those without rules are put on and off by hand. */
export function Tags() {
  const { t } = useTranslation('product')
  const label = useLabel()
  const { product, resource, id, type } = useOfProduct()
  const change = useChange(resource, id)
  const tags = useTags(type)
  if (tags.length === 0) return null
  const byHand = tags.filter((tag) => tag.rules.length === 0)
  const toggle = (tag: string) =>
    void change(({ tags: held = [] }) => ({ tags: hasId(held, tag) ? held.filter((one) => one.id !== tag) : [...held, { id: tag }] }))
  return (
    <>
      {tags.filter((tag) => hasId(product.tags, tag.id)).map((tag) => (
        <Tooltip key={tag.id} label={tag.rules.length > 0 ? t('tags.byRule') : t('tags.byHand')}>
          <Pill color={tag.color}>{label(tag.name, tag.id)}</Pill>
        </Tooltip>
      ))}
      {byHand.length > 0 && (
        <Menu position="bottom-start" closeOnItemClick={false}>
          <Menu.Target>
            <ActionIcon size={22} variant="subtle" color="gray" aria-label={t('tags.edit')} title={t('tags.edit')}><IconTag size={15} stroke={1.6} /></ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t('tags.edit')}</Menu.Label>
            {byHand.map((tag) => {
              const isHeld = hasId(product.tags, tag.id)
              return (
                <Menu.Item key={tag.id} role="menuitemcheckbox" aria-checked={isHeld} onClick={() => toggle(tag.id)} rightSection={isHeld ? <IconCheck size={15} aria-hidden /> : null}>
                  <Pill color={tag.color}>{label(tag.name, tag.id)}</Pill>
                </Menu.Item>
              )
            })}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}
