// Until the server has them: the session, me, preferences and views, in memory.
import type { Connect, Plugin } from 'vite'

const me = { id: 1, username: 'ada', firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.org', admin: true, roles: [], localesAvailable: ['en_GB', 'fr_FR', 'de_DE', 'es_ES'], localeDefault: 'en_GB', timezone: 'UTC', isAutomaticTimezone: false, decimalFormat: 'dot', interfaceLocale: null }
const preferences: Record<string, unknown> = {}
const views: Record<string, unknown>[] = []
let isOver = false

const average = (setting: string, locale: string, day: number) =>
  Math.min(100, (setting === 'web' ? 74 : 61) - ['en_GB', 'fr_FR', 'de_DE', 'es_ES'].indexOf(locale) * 9 + (60 - day) * 0.35 + Math.sin(day / 3) * 1.4)
const standing = (setting: string, locale: string, day = 0) => ({ completenessSetting: { id: setting }, locale, documents: 300, complete: Math.round(average(setting, locale, day) * 2.4), average: average(setting, locale, day), buckets: [0, 4, 10, 30, 60, 196] })
const days = (locale: string) => Array.from({ length: 60 }, (_, day) => ['web', 'print'].map((setting) => ({ ...standing(setting, locale, day), date: new Date(Date.now() - day * 86_400_000).toISOString().slice(0, 10) }))).flat()

export const stub: Plugin = {
  name: 'stub',
  configureServer: (server) => stand(server.middlewares),
  configurePreviewServer: (server) => stand(server.middlewares),
}

function stand(middlewares: Connect.Server): void {
  middlewares.use((request, response, next) => {
    const path = (request.url ?? '').split('?')[0]!
    let body = ''
    request.on('data', (piece) => (body += piece))
    const answer = (status: number, value?: unknown) => { response.statusCode = status; response.setHeader('Content-Type', 'application/json'); response.end(value === undefined ? '' : JSON.stringify(value)) }
    const whole = (then: (sent: any) => void) => request.on('end', () => then(body ? JSON.parse(body) : undefined))
    const name = path.match(/^\/api\/me\/preferences\/(.+)$/)?.[1]
    const view = path.match(/^\/api\/views\/(.+)$/)?.[1]
    // Signing out ends it for all; any password but `wrong` begins it anew.
    if (path === '/api/session' && request.method === 'DELETE') { isOver = true; return answer(204) }
    if (path === '/api/session' && request.method === 'POST') return whole((sent) => { isOver = sent.password === 'wrong'; answer(isOver ? 401 : 201, { user: me, expiresIn: null }) })
    if (isOver && path.startsWith('/api/')) return answer(401, { message: 'Sign in.' })
    if (path === '/api/session') return answer(200, { user: me, expiresIn: null })
    if (path === '/api/me/preferences') return answer(200, preferences)
    if (name) return whole((sent) => { if (request.method === 'PUT') preferences[name] = sent; else delete preferences[name]; answer(204) })
    if (path === '/api/me/sessions') return answer(200, [{ id: '1', dateCreated: '2026-11-30T20:00:00+00:00', dateUsed: '2026-11-30T22:00:00+00:00', isCurrent: true, userAgent: 'Chromium' }])
    if (path === '/api/me/password') return answer(204)
    if (path === '/api/me') return request.method === 'PATCH' ? whole((sent) => answer(200, Object.assign(me, sent))) : answer(200, me)
    if (path === '/api/views' && request.method === 'POST') return whole((sent) => { const made = { id: String(views.length + 1), owner: 'ada', isShared: false, roles: [], ...sent }; views.push(made); answer(201, made) })
    if (path === '/api/views') return answer(200, request.headers.accept?.includes('ld+json') ? { 'hydra:member': views, 'hydra:totalItems': views.length } : views)
    if (view) return whole((sent) => { const at = views.findIndex((one) => one.id === view); if (request.method === 'DELETE') { views.splice(at, 1); answer(204) } else { Object.assign(views[at]!, sent); answer(200, views[at]) } })
    if (path === '/api/completeness') return answer(200, ['web', 'print'].flatMap((setting) => ['en_GB', 'fr_FR', 'de_DE', 'es_ES'].map((locale) => standing(setting, locale))))
    if (path === '/api/completeness/history') {
      const query = new URL(request.url ?? '', 'http://x').searchParams
      return answer(200, days(query.get('locale') ?? '').filter((day) => day.date >= (query.get('after') ?? '')))
    }
    next()
  })
}
