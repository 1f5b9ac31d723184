import { Button, Menu } from '@mantine/core'
import { IconArrowRight, IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { said } from '@/components/toast'
import { useLabel } from '@/layout/DataLocale'
import { useMe } from '@/session/SessionProvider'
import { useWorkflows, type Workflow } from './model'
import { Pill } from './Pill'
import { useOfProduct } from './ProductContext'
import { useChange } from './useProduct'

/** The step of each workflow, and where it may go from there. */
export function WorkflowSteps() {
  const { type } = useOfProduct()
  return useWorkflows(type).map((workflow) => <Step key={workflow.id} workflow={workflow} />)
}

function Step({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation('product')
  const label = useLabel()
  const me = useMe()
  const { product, resource, id, draft } = useOfProduct()
  const change = useChange(resource, id)
  const at = product.workflows?.find((one) => one.workflow.id === workflow.id)?.node.id ?? Object.keys(workflow.nodes)[0] ?? ''
  const node = workflow.nodes[at]
  const isOpen = (link: Workflow['links'][string]) =>
    link.to !== at && (!link.from || link.from === at) && (me.admin || link.roles.length === 0 || link.roles.some((role) => me.roles.includes(role)))
  const ways = Object.values(workflow.links).filter(isOpen)
  const nameOf = (code: string) => label(workflow.nodes[code]?.name, code)
  const put = (to: string) => change(() => ({ workflows: [{ workflow: { id: workflow.id }, node: { id: to } }] }))
  const go = async (to: string) => {
    if (draft.count > 0 && !(await draft.save())) return
    if (await put(to)) said(t('workflow.now', { step: nameOf(to) }))
  }
  const step = <Pill color={node?.color}>{nameOf(at)}</Pill>
  const name = t('workflow.is', { workflow: label(workflow.name, workflow.id), step: nameOf(at) })
  if (ways.length === 0) return <Button variant="default" component="div" aria-label={name}>{step}</Button>
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" px={12} rightSection={<IconChevronDown size={14} aria-hidden />} aria-label={name}>{step}</Button>
      </Menu.Target>
      <Menu.Dropdown miw={220}>
        <Menu.Label>{label(workflow.name, workflow.id)}</Menu.Label>
        {ways.map((link) => (
          <Menu.Item key={link.id} onClick={() => void go(link.to)} leftSection={<IconArrowRight size={15} stroke={1.6} />} rightSection={<Pill color={workflow.nodes[link.to]?.color}>{nameOf(link.to)}</Pill>}>
            {label(link.name) || nameOf(link.to)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
