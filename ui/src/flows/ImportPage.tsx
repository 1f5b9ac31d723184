import { Page } from '@/layout/Page'

export function ImportPage() {
  return <Page title="ImportPage" />
}
