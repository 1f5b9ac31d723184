import { Page } from '@/layout/Page'

export function Settings() {
  return <Page title="Settings" />
}
