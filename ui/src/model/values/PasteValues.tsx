import { Alert, Button, Group, List, Modal, Stack, Table, Text, Textarea } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/components/Failed'
import { said } from '@/components/toast'
import { writeEach } from '../bulk'
import { useNameLocales } from '../definition'
import { MONO } from '../mono'
import { pasted } from './pasted'

interface Props {
  attribute: string
  onClose: () => void
}

const SEEN = 5

/** Takes a list from a spreadsheet: codes and names, a line each. */
export function PasteValues({ attribute, onClose }: Props) {
  const { t, i18n } = useTranslation('model')
  const queries = useQueryClient()
  const locales = useNameLocales('isData').map((locale) => locale.id)
  const [text, setText] = useState('')
  const { values, columns } = useMemo(() => pasted(text, locales), [text, locales.join()])
  const number = new Intl.NumberFormat(i18n.language)
  const writing = useMutation({
    mutationFn: async () => {
      const lines = await writeEach('/api/predefined-values', values.map((value) => ({ ...value, attribute: { id: attribute } })), 'upsert')
      return lines.filter((line) => line.status >= 400)
    },
    onSuccess: async (refused) => {
      await queries.invalidateQueries({ queryKey: ['model', 'values', attribute] })
      const done = values.length - refused.length
      if (done) said(t('values.pasted', { count: done, shown: number.format(done) }))
      if (refused.length === 0) onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('values.paste')} size="lg" closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Stack>
        <Textarea label={t('values.pasteHere')} description={t('values.pasteHelp', { languages: locales.join(', ') })} autosize minRows={6} maxRows={12} styles={MONO} spellCheck={false} data-autofocus value={text} onChange={(event) => setText(event.currentTarget.value)} />
        {values.length > 0 && (
          <div>
            <Text size="sm" fw={600} mb={4}>{t('values.pastedCount', { count: values.length, shown: number.format(values.length) })}</Text>
            <Table withTableBorder>
              <Table.Thead>
                <Table.Tr><Table.Th>{t('code')}</Table.Th>{columns.map((column) => <Table.Th key={column}>{column}</Table.Th>)}</Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {values.slice(0, SEEN).map((value) => (
                  <Table.Tr key={value.code}><Table.Td ff="monospace">{value.code}</Table.Td>{columns.map((column) => <Table.Td key={column}>{value.name[column]}</Table.Td>)}</Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            {values.length > SEEN && <Text size="sm" c="var(--soft)" mt={4}>{t('andMore', { count: values.length - SEEN })}</Text>}
          </div>
        )}
        {writing.error && <Failed error={writing.error} />}
        {writing.data && writing.data.length > 0 && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} title={t('values.refused', { count: writing.data.length })}>
            <List size="sm">
              {writing.data.slice(0, 8).map((line) => <List.Item key={line.index}>{values[line.index]?.code}: {line.violations?.map((one) => one.message).join(' ')}</List.Item>)}
            </List>
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('frame:cancel')}</Button>
          <Button disabled={values.length === 0} loading={writing.isPending} onClick={() => writing.mutate()}>{t('values.take', { count: values.length, shown: number.format(values.length) })}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
