/** Addresses of other areas' screens that the frame leads to. */
export const places: Record<'imports' | 'newImport' | 'exports' | 'activity' | 'schedules' | 'model' | 'languages' | 'completeness' | 'workflows' | 'users' | 'tokens' | 'webhooks' | 'apps' | 'assets' | 'channels' | 'settings' | 'account' | 'welcome', string> = {
  imports: '/flows/imports',
  newImport: '/flows/imports/new',
  exports: '/flows/exports',
  activity: '/flows/activity',
  schedules: '/flows/schedules',
  model: '/settings/model',
  languages: '/settings/languages',
  completeness: '/settings/completeness',
  workflows: '/settings/workflows',
  users: '/settings/users',
  tokens: '/settings/tokens',
  webhooks: '/settings/webhooks',
  apps: '/settings/apps',
  assets: '/assets',
  channels: '/channels',
  settings: '/settings',
  account: '/account',
  welcome: '/welcome',
}

export const documentPlace = (type: string, id: string) => `/documents/${encodeURIComponent(type)}/${encodeURIComponent(id)}`
export const listPlace = (type: string) => `/documents/${encodeURIComponent(type)}`
