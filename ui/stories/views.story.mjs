import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser } from './support/browser.mjs'
import { elsewhere, instance } from './support/instance.mjs'

const MANY = 205

let server
before(async () => { server = await instance() })
after(() => server.stop())

test('of very many views all are offered, and the chosen one is in sight', async (t) => {
  const other = await elsewhere(server)
  const kept = { resource: 'documents', documentType: { id: 'product' }, columns: [], order: [] }
  for (let at = 1; at <= MANY; at++) await other('POST', '/api/views', { ...kept, name: `Shelf ${at}`, sequence: at })
  const { page, close, isAccessible, signIn } = await browser(t, server.base)
  await signIn()
  await page.getByRole('link', { name: 'Product', exact: true }).first().click()
  const tabs = page.getByRole('tablist', { name: 'Views' })
  await tabs.getByRole('tab', { name: `Shelf ${MANY}`, exact: true }).click()
  const last = tabs.getByRole('tab', { name: `Shelf ${MANY}`, exact: true, selected: true })
  await last.waitFor()
  assert.match(page.url(), /view=/)
  assert.equal(await tabs.getByRole('tab').count(), MANY + 1)
  await page.reload()
  await last.waitFor()
  await page.locator('.rgCell a').first().waitFor()
  const { x, width } = await last.boundingBox()
  assert.ok(x > 0 && x + width <= 1440, `at ${x}`)
  await isAccessible('a list with many views')
  close()
})
