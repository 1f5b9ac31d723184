import '@mantine/core/styles/Typography.css'
import '@mantine/tiptap/styles.css'
import { Group, Text, Textarea, UnstyledButton } from '@mantine/core'
import { RichTextEditor, type RichTextEditorLabels } from '@mantine/tiptap'
import { useEditor } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Composite } from './Composite'
import styles from './HtmlEditor.module.css'
import { asText, framed, type InputProps } from './kind'

/** Rich text: as it looks or, where its markup is more than the editor knows, as its source. */
export default function HtmlEditor(props: InputProps<string>) {
  const { value, onChange, label, name, help, error, isReadOnly } = props
  const { t } = useTranslation('product')
  const html = asText(value)
  const [asked, setAsked] = useState<'source' | 'text' | null>(null)
  const made = useEditor({
    extensions: [StarterKit.configure({ link: { openOnClick: false, autolink: false } })],
    content: html,
    editable: !isReadOnly,
    injectCSS: false,
    editorProps: { attributes: { 'aria-label': name, role: 'textbox', 'aria-multiline': 'true' } },
    onUpdate: ({ editor: typed }) => onChange(typed.isEmpty ? null : typed.getHTML()),
  })
  // One that was taken down stays here for a moment, when its page is shown again.
  const editor = made?.isDestroyed ? null : made
  const shown = editor?.getHTML() ?? html
  const losesMarkup = useMemo(() => plain(html) !== plain(shown) && html !== '', [html, shown])
  // What comes from elsewhere (another's change, a revert) replaces what is shown; what is typed here is there already.
  useEffect(() => {
    if (editor && !editor.isDestroyed && !editor.isFocused && editor.getHTML() !== html && !(editor.isEmpty && !html)) editor.commands.setContent(html, { emitUpdate: false })
  }, [editor, html])
  useEffect(() => { if (!editor?.isDestroyed) editor?.setEditable(!isReadOnly, false) }, [editor, isReadOnly])
  const isSource = asked === 'source' || (asked === null && losesMarkup && !editor?.isFocused)
  const below = (
    <Group component="span" justify="space-between" gap="xs">
      <span>{isSource && losesMarkup ? t('html.beyond') : help}</span>
      <UnstyledButton fz="xs" c="var(--soft)" className={styles.turn} onClick={() => setAsked(isSource ? 'text' : 'source')}>
        {t(isSource ? 'html.asText' : 'html.asSource')}
      </UnstyledButton>
    </Group>
  )
  if (isSource) {
    return (
      <Textarea {...framed({ ...props, help: below })} autosize minRows={5} maxRows={24} value={html} classNames={{ input: styles.source }}
        onChange={(event) => onChange(event.currentTarget.value || null)} />
    )
  }
  return (
    <Composite label={label} name={name} error={error} help={below}>
      <RichTextEditor editor={editor} labels={labels(t)} classNames={{ root: styles.editor, content: styles.content, toolbar: styles.toolbar }} data-error={Boolean(error) || undefined}>
        {!isReadOnly && <Tools />}
        <RichTextEditor.Content />
        {editor?.isEmpty && props.placeholder && <Text c="var(--soft)" size="sm" className={styles.hint}>{props.placeholder}</Text>}
      </RichTextEditor>
    </Composite>
  )
}

function Tools() {
  return (
    <RichTextEditor.Toolbar>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Bold />
        <RichTextEditor.Italic />
        <RichTextEditor.Underline />
        <RichTextEditor.ClearFormatting />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.H2 />
        <RichTextEditor.H3 />
        <RichTextEditor.BulletList />
        <RichTextEditor.OrderedList />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Link />
        <RichTextEditor.Unlink />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Undo />
        <RichTextEditor.Redo />
      </RichTextEditor.ControlsGroup>
    </RichTextEditor.Toolbar>
  )
}

type Word = keyof RichTextEditorLabels

const WORDS = [
  'boldControlLabel', 'italicControlLabel', 'underlineControlLabel', 'clearFormattingControlLabel', 'h2ControlLabel', 'h3ControlLabel',
  'bulletListControlLabel', 'orderedListControlLabel', 'linkControlLabel', 'unlinkControlLabel', 'undoControlLabel', 'redoControlLabel',
  'linkEditorInputLabel', 'linkEditorInputPlaceholder', 'linkEditorExternalLink', 'linkEditorInternalLink', 'linkEditorSave',
] as const satisfies readonly Word[]

function labels(t: (key: string) => string): Partial<RichTextEditorLabels> {
  return Object.fromEntries(WORDS.map((word) => [word, t(`html.${word}`)]))
}

/** What two ways of writing the same markup share: no blanks between tags, no order of attributes to care for. */
function plain(markup: string): string {
  return markup.replace(/<(b|\/b|i|\/i)>/g, (tag) => tag.replace('b', 'strong').replace('i', 'em'))
    .replace(/\s+(?=<)|(?<=>)\s+/g, '').replace(/ (target|rel|class)="[^"]*"/g, '').replace(/<br\s*\/?>/g, '<br>')
    .replace(/&nbsp;/g, '\u00a0').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/<li><p>|<\/p><\/li>/g, (tag) => tag.includes('/') ? '</li>' : '<li>')
    .replace(/<p><\/p>$/, '')
}
