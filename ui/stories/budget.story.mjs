// What the first visit of a page fetches of the interface, as it comes over the wire: page, scripts, styles and fonts.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser } from './support/browser.mjs'
import { instance } from './support/instance.mjs'

const LIMIT = 350_000
const PAGES = [
  '/', '/documents/product', '/documents/product/alder-armchair', '/assets', '/channels', '/account',
  '/settings', '/settings/model', '/settings/users', '/flows/imports', '/flows/exports', '/flows/schedules', '/flows/activity',
]

let served
before(async () => (served = await instance()))
after(() => served?.stop())

test('no page fetches more than 350 kB before it can be used', { timeout: 300_000 }, async (t) => {
  const { page, enter } = await browser(t, served.base)
  await enter('/admin/')
  const signedIn = await page.context().storageState()
  const tooHeavy = []
  for (const path of PAGES) {
    // A context of its own, so that nothing is cached.
    const context = await page.context().browser().newContext({ storageState: signedIn, baseURL: served.base })
    const fresh = await context.newPage()
    const fetched = []
    fresh.on('requestfinished', (asked) => new URL(asked.url()).pathname.startsWith('/admin') && fetched.push(weight(asked)))
    await fresh.goto(`/admin${path}`)
    await fresh.locator(path === '/documents/product' ? '.rgCell a' : 'main :is(h1, h2)').first().waitFor()
    const usable = path.startsWith('/documents/product/') ? await usableAt(fresh) : Infinity
    await fresh.waitForLoadState('networkidle')
    const files = (await Promise.all(fetched)).filter(({ at }) => at <= usable).sort((a, b) => b.size - a.size)
    const sum = files.reduce((total, { size }) => total + size, 0)
    t.diagnostic(`${kB(sum)} in ${files.length} files  ${path}`)
    if (sum > LIMIT) tooHeavy.push(`${path}: ${kB(sum)}, of it ${files.slice(0, 16).map(({ name, size }) => `${name} ${kB(size)}`).join(', ')}`)
    await context.close()
  }
  assert.deepEqual(tooHeavy, [])
})

const kB = (bytes) => `${Math.round(bytes / 1000)} kB`

/** When a product page said that it can be used: editors that are seen, but heavy, come after it. */
const usableAt = async (page) => (await page.waitForFunction(() => {
  const [mark] = performance.getEntriesByName('usable')
  return mark && performance.timeOrigin + mark.startTime
})).jsonValue()

async function weight(asked) {
  const answer = await asked.response()
  const { responseBodySize } = await asked.sizes()
  assert.ok(!/\.(js|css)$/.test(asked.url()) || (await answer.headerValue('content-encoding')) === 'br' || responseBodySize < 1000, `${asked.url()} comes unpacked`)
  return { name: new URL(asked.url()).pathname.split('/').at(-1), size: responseBodySize, at: asked.timing().startTime }
}
