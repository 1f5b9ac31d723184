import { Group } from '@mantine/core'
import { IconArrowsShuffle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { useThe, type WorkflowNode } from '../definition'
import { DefinitionList } from '../DefinitionList'
import { Swatch } from '../Swatch'

/** All workflows. */
export function WorkflowList() {
  const { t } = useTranslation('model')
  const label = useLabel()
  const types = useThe('document-types')
  return (
    <DefinitionList
      resource="workflows"
      path="/settings/workflows"
      title={t('nav.workflows')}
      icon={IconArrowsShuffle}
      make={t('workflows.new')}
      about={t('workflows.about')}
      columns={[
        { label: t('documentType'), show: (workflow) => label(types.find((type) => type.id === workflow.documentType.id)?.name, workflow.documentType.id) },
        {
          label: t('workflows.nodes'),
          show: (workflow) => (
            <Group gap="sm">
              {Object.values(workflow.nodes).filter((node): node is WorkflowNode => node !== null).map((node) => (
                <Group key={node.id} gap={5} wrap="nowrap"><Swatch color={node.color} />{label(node.name, node.id)}</Group>
              ))}
            </Group>
          ),
        },
      ]}
    />
  )
}
