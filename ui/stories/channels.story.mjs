import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser } from './support/browser.mjs'
import { instance, program } from './support/instance.mjs'

let server
let ask
before(async () => {
  server = await instance()
  ask = program(server)
})
after(() => server.stop())

const row = (page, name) => page.getByRole('treeitem').filter({ has: page.getByTitle(name, { exact: true }) })
const toast = (page, text) => page.getByRole('alert').filter({ hasText: text })
const parentOf = async (id) => (await ask('GET', `/api/classifications/${id}`)).parent?.id

async function add(page, name) {
  await page.getByRole('button', { name: 'Add a classification' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Name/ }).fill(name)
  await dialog.getByRole('button', { name: 'Add' }).focus()
  await dialog.getByRole('button', { name: 'Add' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('heading', { name, level: 2 }).waitFor()
}

test('a new channel gets its tree, which is put in order by keys and by drag', async (t) => {
  const { page, close, isAccessible, enter } = await browser(t, server.base)
  await enter('/admin/')
  await page.getByRole('link', { name: 'Channels', exact: true }).click()
  await page.getByRole('link', { name: 'Web shop' }).waitFor()
  await isAccessible('the channels')
  await page.getByRole('button', { name: 'New channel' }).click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('Northern market')
  await page.keyboard.press('Tab')
  await isAccessible('a new channel')
  assert.equal(await page.getByRole('textbox', { name: 'Code' }).inputValue(), 'NM')
  await page.getByRole('button', { name: 'Make the channel' }).click()
  await page.getByText('Nothing here yet').waitFor()
  await isAccessible('an empty channel')
  for (const name of ['Living', 'Sleeping', 'Working']) await add(page, name)

  await row(page, 'Working').click()
  await page.keyboard.press('F2')
  await page.getByRole('textbox', { name: 'Rename' }).fill('Office')
  await page.keyboard.press('Enter')
  await toast(page, 'Renamed to Office').waitFor()
  assert.equal((await ask('GET', '/api/classifications/working')).attributes.classification_name.en_GB, 'Office')

  await row(page, 'Office').click()
  await page.keyboard.press('Alt+ArrowRight')
  await toast(page, 'Office moved into Sleeping').waitFor()
  assert.equal(await parentOf('working'), 'sleeping')
  await toast(page, 'Office moved into Sleeping').getByRole('button', { name: 'Undo' }).click()
  await page.locator('[role=treeitem][aria-level="1"]').filter({ hasText: 'Office' }).waitFor()
  await until(async () => (await parentOf('working')) === 'root_NM')

  await row(page, 'Sleeping').dragTo(row(page, 'Living'), { targetPosition: { x: 90, y: 16 } })
  await toast(page, 'Sleeping moved into Living').waitFor()
  assert.equal(await parentOf('sleeping'), 'living')
  close()
})

/** Waits for what a program sees. */
async function until(isSo) {
  for (let tries = 0; tries < 50; tries++) if (await isSo()) return
  throw new Error('it never came')
}

test('documents are put into a classification and taken out of it again', async (t) => {
  const { page, close, isAccessible, picture, enter } = await browser(t, server.base)
  await enter('/admin/channels/WEB?node=web-hall')
  await page.getByRole('heading', { name: 'Hall', level: 2 }).waitFor()
  const count = async () => Number((await ask('GET', '/api/documents?classifications.id[]=web-hall&limit=500')).length)
  const before = await count()
  await page.getByRole('button', { name: /^Take / }).first().waitFor()
  await isAccessible('a classification')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Add to Hall' })
  await dialog.getByRole('textbox', { name: 'Search' }).fill('pendant')
  await dialog.getByRole('checkbox', { name: 'brume-pendant', exact: true }).check()
  await dialog.getByRole('checkbox', { name: 'lateen-pendant', exact: true }).check()
  await isAccessible('documents to add')
  await picture('channel-add')
  await dialog.getByRole('button', { name: 'Add 2' }).click()
  await toast(page, '2 added to Hall').waitFor()
  assert.equal(await count(), before + 2)
  const out = page.getByRole('button', { name: /^Take Lateen/ })
  await out.click()
  const told = toast(page, /taken out of Hall/)
  await told.waitFor()
  assert.equal(await count(), before + 1)
  await told.getByRole('button', { name: 'Undo' }).click()
  await out.waitFor()
  assert.equal(await count(), before + 2)
  close()
})

test('what a deletion touches is told before it is done', async (t) => {
  const { page, close, isAccessible, picture, enter } = await browser(t, server.base)
  await enter('/admin/channels/PIM?node=seating')
  await page.getByRole('heading', { name: 'Seating', level: 2 }).waitFor()
  await page.getByRole('link', { name: 'Abbot chair' }).waitFor()
  await picture('channel')
  await page.getByRole('button', { name: 'Actions for Seating' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: /Seating/ })
  await dialog.getByText(/^Deleted too: .*classifications?$/).waitFor()
  await isAccessible('a deletion')
  await picture('channel-delete')
  assert.ok(await dialog.getByRole('button', { name: 'Delete' }).isDisabled())
  await dialog.getByRole('checkbox').check()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('heading', { name: 'Furniture', level: 2 }).waitFor()
  await assert.rejects(ask('GET', '/api/classifications/seating'), /404/)
  await assert.rejects(ask('GET', '/api/classifications/sofas'), /404/)
  close()
})

test('ten thousand classifications open and filter like ten', async (t) => {
  await ask('POST', '/api/catalogs', { id: 'BIG', name: 'Warehouse', objectType: 'document' })
  const node = (id, parent, name, sequence) => ({ id, parent: { id: parent }, sequence, attributes: { classification_name: { en_GB: name } } })
  const numbers = (count) => Array.from({ length: count }, (_, at) => at)
  const all = [
    ...numbers(20).map((a) => node(`b${a}`, 'root_BIG', `Aisle ${a}`, a)),
    ...numbers(20).flatMap((a) => numbers(20).map((b) => node(`b${a}-${b}`, `b${a}`, `Rack ${a}.${b}`, b))),
    ...numbers(20).flatMap((a) => numbers(20).flatMap((b) => numbers(24).map((c) => node(`b${a}-${b}-${c}`, `b${a}-${b}`, `Shelf ${a}.${b}.${c}`, c)))),
  ]
  for (let from = 0; from < all.length; from += 1000) await ask('POST', '/api/classifications/bulk', { mode: 'create', items: all.slice(from, from + 1000) })
  const { page, close, isAccessible, enter } = await browser(t, server.base)
  await enter('/admin/channels/BIG')
  await row(page, 'Aisle 0').waitFor()
  await page.getByText('10,020').first().waitFor()
  await page.getByRole('button', { name: 'Open all' }).click()
  await row(page, 'Shelf 0.0.0').waitFor()
  await page.getByRole('textbox', { name: 'Filter by name or code' }).fill('shelf 12.3.7')
  await row(page, 'Shelf 12.3.7').click()
  await page.getByRole('heading', { name: 'Shelf 12.3.7', level: 2 }).waitFor()
  assert.equal(await page.getByRole('treeitem').count(), 3)
  await isAccessible('a large tree')
  close()
})

test('a channel in French, in the dark', async (t) => {
  const { page, close, isAccessible, picture, enter } = await browser(t, server.base, { language: 'fr-FR', theme: 'dark' })
  await enter('/admin/')
  await page.getByRole('link', { name: 'Canaux', exact: true }).click()
  await page.getByRole('button', { name: 'Nouveau canal' }).waitFor()
  await isAccessible('the channels in the dark')
  await page.goto('/admin/channels/WEB?node=web-living')
  await page.getByRole('textbox', { name: 'Filtrer par nom ou code' }).waitFor()
  await page.getByRole('heading', { name: 'Documents', level: 3 }).waitFor()
  await isAccessible('a classification in the dark')
  await picture('channel-dark')
  close()
})
