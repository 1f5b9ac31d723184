import { Page } from '@/layout/Page'

export function ChannelList() {
  return <Page title="ChannelList" />
}
