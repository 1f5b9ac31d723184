import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser } from './support/browser.mjs'
import { elsewhere, importing, instance, program } from './support/instance.mjs'
import { list } from './support/list.mjs'

let server, ask
before(async () => {
  server = await instance()
  ask = program(server)
})
after(() => server.stop())

const card = (page, name) => page.getByRole('region', { name })
const total = async (path, params = {}) => (await ask('GET', `${path}?${new URLSearchParams({ ...params, limit: 0 })}`, undefined, { Accept: 'application/ld+json' }))['hydra:totalItems']

test('what there is, is counted, and leads to its list with as many', async (t) => {
  const { page, close, isAccessible, picture, enter } = await browser(t, server.base)
  await enter('/admin/')
  const counts = page.getByRole('navigation', { name: 'What there is' })
  const products = await total('/api/documents', { 'documentType.id': 'product' })
  await counts.getByRole('link', { name: new RegExp(`Product\\s*${products}`) }).waitFor()
  await card(page, 'Last changes').getByRole('listitem').first().waitFor()
  await isAccessible('home')
  await picture('home')
  await counts.getByRole('link', { name: /^Product/ }).click()
  await list(page).total(products)
  await page.goBack()
  const assets = await total('/api/assets')
  await counts.getByRole('link', { name: new RegExp(`Assets\\s*${assets}`) }).click()
  await page.getByRole('heading', { level: 1, name: 'Assets' }).waitFor()
  await page.getByRole('main').getByText(new RegExp(`^${assets}( assets)?$`)).first().waitFor()
  await page.goBack()
  const channels = await total('/api/catalogs')
  await counts.getByRole('link', { name: new RegExp(`Channels\\s*${channels}`) }).click()
  await page.getByRole('heading', { level: 1, name: 'Channels' }).waitFor()
  close()
})

test('completeness is told for sixty days and by language, down to what is missing', async (t) => {
  const { page, close, isAccessible, enter } = await browser(t, server.base)
  await enter('/admin/')
  const over = card(page, /^Completeness over time/)
  const read = page.waitForResponse((answer) => answer.url().includes('/completeness/history') && answer.url().includes(`after=${daysAgo(60)}`))
  await over.getByRole('radiogroup', { name: 'Span' }).getByText('60 days').click()
  const days = new Set((await (await read).json()).map(({ date }) => date))
  assert.ok(days.size >= 60, `${days.size} days`)
  const chart = over.getByRole('img')
  const now = await ask('GET', '/api/completeness')
  const settings = await ask('GET', '/api/completeness-settings?pagination=false')
  for (const { id, name } of settings) {
    const { average } = now.find((one) => one.completenessSetting.id === id && one.locale === 'en_GB')
    assert.match(await chart.getAttribute('aria-label'), new RegExp(`${name.en_GB}: ${average.toFixed(1).replace(/\.0$/, '')}%`))
  }
  await chart.hover()
  await over.getByRole('strong').getByText(/^(Oct|Nov) \d+$/).waitFor()
  await isAccessible('the chart')

  const setting = settings[0]
  const { documents, complete, average } = now.find((one) => one.completenessSetting.id === setting.id && one.locale === 'de_DE')
  const languages = card(page, 'Completeness by language').getByRole('row', { name: new RegExp(setting.name.en_GB) })
  const column = (await card(page, 'Completeness by language').getByRole('columnheader').allInnerTexts()).indexOf('DE')
  const cell = languages.getByRole('rowheader').or(languages.getByRole('cell')).nth(column).getByRole('link')
  await cell.getByText(`${Math.floor(average)}%`).waitFor()
  await cell.click()
  await list(page).total(documents - complete)
  close()
})

test('what waits for somebody leads to where it waits', async (t) => {
  const { page, close, enter } = await browser(t, server.base)
  await enter('/admin/')
  const [workflow] = await ask('GET', '/api/workflows')
  const waiting = await total('/api/documents', { filter: JSON.stringify({ [`workflows[${workflow.id}].node.id`]: 'review' }) })
  const task = card(page, 'My tasks').getByRole('link', { name: /In review/ })
  await task.getByText(String(waiting), { exact: true }).waitFor()
  await task.click()
  await page.getByRole('button', { name: /^Remove the filter/ }).waitFor()
  await list(page).total(waiting)
  close()
})

test('what was changed last leads to the document', async (t) => {
  const other = await elsewhere(server)
  await other('PATCH', '/api/documents/abacus-desk', { attributes: { product_name: { en_GB: 'Abacus desk, low' } } }, { 'Content-Type': 'application/merge-patch+json' })
  const { page, close, enter } = await browser(t, server.base)
  await enter('/admin/')
  const changes = card(page, 'Last changes')
  await changes.getByText(/ada changed Abacus desk, low: Name \(en GB\)/).waitFor()
  await changes.getByRole('link', { name: 'Abacus desk, low' }).click()
  await page.getByRole('heading', { level: 1, name: 'Abacus desk, low' }).waitFor()
  assert.equal((await ask('GET', '/api/documents/abacus-desk/history?limit=1'))[0].by, 'ada')
  close()
})

test('what runs is told with how far it is, how it ended, and leads to its page', async (t) => {
  const other = await elsewhere(server)
  const { page, close, isAccessible, enter } = await browser(t, server.base)
  await enter('/admin/')
  const jobs = card(page, 'Jobs')
  await jobs.getByText('No import or export has run yet.').waitFor()
  const job = await importing(other, 'lots.csv', ['document_code;document_name', ...Array.from({ length: 20_000 }, (_, at) => `lot-${at};Lot ${at}`)])
  // Each page asks anew what runs.
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: '1 job is running' }).waitFor()
  await page.getByRole('navigation', { name: 'Vitrine' }).getByRole('link', { name: 'Home' }).click()
  await jobs.getByRole('progressbar', { name: 'Import' }).waitFor({ state: 'attached' })
  await jobs.getByText('Finished · 20,000 lines').waitFor({ timeout: 120_000 })
  await isAccessible('home after an import')
  assert.equal((await ask('GET', `/api/processes/${job.id}`)).metadata.count.created, 20_000)
  await jobs.getByRole('link', { name: 'Import', exact: true }).click()
  await page.waitForURL(`**/flows/activity/${job.id}`)
  close()
})

const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
