import { Page } from '@/layout/Page'

export function AssetList() {
  return <Page title="AssetList" />
}
