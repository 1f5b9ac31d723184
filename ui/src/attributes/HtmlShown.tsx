import { Typography } from '@mantine/core'
import '@mantine/core/styles/Typography.css'
import DOMPurify from 'dompurify'

/** Rich text, without anything in it that could run, load or leave the page unasked. */
export default function HtmlShown({ html }: { html: string }) {
  const clean = DOMPurify.sanitize(html, { USE_PROFILES: { html: true }, FORBID_TAGS: ['style', 'form', 'input', 'button', 'img'], FORBID_ATTR: ['style'] })
  return <Typography fz="inherit" p={0} dangerouslySetInnerHTML={{ __html: clean }} />
}
