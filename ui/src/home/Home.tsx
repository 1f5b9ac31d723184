import { Page } from '@/layout/Page'

export function Home() {
  return <Page title="Home" />
}
