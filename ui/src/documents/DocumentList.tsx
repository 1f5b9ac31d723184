import { Page } from '@/layout/Page'

export function DocumentList() {
  return <Page title="DocumentList" />
}
