// Somebody shapes the data model: attributes, lists, types and all the rules around them, on a catalogue in use.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { instance, program } from './support/instance.mjs'
import { shaping } from './support/shaping.mjs'

let server
let api
before(async () => {
  server = await instance()
  api = program(server)
})
after(() => server.stop())

const SHEET = '/admin/settings/model/document.product'

test('new attributes show on the product page as soon as they are in its set', async (t) => {
  const { page, go, named, choose, create, save, button, isAccessible, picture, close } = await shaping(t, server.base)
  await go(SHEET)
  await page.getByRole('treeitem', { name: /Materials and finish/ }).waitFor()
  await isAccessible('the tree of attributes')
  await page.getByRole('link', { name: 'New attribute' }).click()
  await named('Seat height')
  await choose('Type', /^Whole number/)
  await page.getByRole('textbox', { name: 'Most', exact: true }).fill('900')
  await choose('Section', /Dimensions/)
  await create()
  assert.equal((await api('GET', '/api/attributes/product_seat_height')).constraints.maxValue, 900)

  await page.getByRole('link', { name: 'New attribute' }).click()
  await named('Lacquer')
  await choose('Type', /^One of a list/)
  await choose('Section', /Materials and finish/)
  await create()
  await picture('model')
  await isAccessible('an attribute')
  await page.getByRole('link', { name: 'Values of the list' }).click()
  await button('Paste a list').first().click()
  await page.getByLabel('Values, a line each').fill('code\ten_GB\tfr_FR\nmatt\tMatt\tMat\ngloss\tGloss\tBrillant\n')
  await button('Take 2 values').click()
  await page.getByRole('link', { name: 'gloss', exact: true }).waitFor()

  await page.getByRole('link', { name: 'Attribute sets' }).click()
  await page.getByRole('link', { name: /^Furniture/ }).click()
  await page.getByRole('checkbox', { name: 'Seat height · Documents' }).check()
  await page.getByRole('checkbox', { name: 'Lacquer · Documents' }).check()
  await save()

  await go('/admin/documents/product/wren-chair')
  const group = (name) => page.getByRole('navigation', { name: 'Groups of attributes' }).getByRole('button', { name }).click()
  await group(/^Dimensions/)
  await page.getByRole('textbox', { name: /^Seat height/ }).waitFor()
  await group(/^Materials and finish/)
  await page.getByRole('button', { name: /^Lacquer/ }).click()
  await page.getByRole('option', { name: /Matt/ }).waitFor()
  await page.getByRole('combobox', { name: 'Search in Lacquer' }).fill('brill')
  await page.getByRole('option', { name: /Matt/ }).waitFor({ state: 'hidden' })
  await page.getByRole('option', { name: /Gloss/ }).waitFor()
  close()
})

test('an attribute moves by drag and by keyboard, and back', async (t) => {
  const { page, go, button, written, close } = await shaping(t, server.base)
  const at = async (id) => (await api('GET', `/api/attributes/${id}`))
  const line = (name) => page.getByRole('treeitem', { name })
  await go(SHEET)
  await written(() => line(/^Designer/).dragTo(line(/Texts reviewed/), { targetPosition: { x: 120, y: 30 } }))
  assert.equal((await at('product_designer')).section.id, 'editing')
  await written(() => button('Undo').click())
  assert.equal((await at('product_designer')).section.id, 'presentation')

  const before = await at('product_depth')
  await line(/Depth \(mm\)/).click()
  await page.waitForURL('**/product_depth')
  await written(() => page.keyboard.press('Alt+ArrowDown'))
  assert.notEqual((await at('product_depth')).sequence, before.sequence)
  close()
})

test('a type changes as far as every value fits it', async (t) => {
  const { page, go, choose, button, save, expect, isAccessible, picture, close } = await shaping(t, server.base)
  expect(/answer: 422 PATCH \/api\/attributes\/product_width/)
  await go(`${SHEET}/attributes/product_width`)
  await choose('Type', /^Date A day/)
  await page.getByText(/objects have a value and follow this change/).waitFor()
  await button('Save').click()
  await page.getByRole('alert').filter({ hasText: 'Not saved' }).waitFor()
  await isAccessible('a refused change')
  await picture('model-refused')
  await button('Discard').click()
  await choose('Type', /^Decimal number/)
  await save()
  const { type } = await api('GET', '/api/attributes/product_width')
  assert.equal(type, 'decimal')
  close()
})

test('what a deletion touches is told before', async (t) => {
  const { page, go, remove, isAccessible, picture, button, close } = await shaping(t, server.base)
  await go(`${SHEET}/attributes/product_finish`)
  const refused = await remove()
  await refused.getByText(/completeness setting/).waitFor()
  assert.equal(await refused.getByRole('button', { name: 'Delete' }).isDisabled(), true)
  await refused.getByRole('button', { name: 'Cancel' }).click()
  await go(`${SHEET}/attributes/product_reviewed`)
  const dialog = await remove()
  await dialog.getByRole('listitem').first().waitFor()
  await isAccessible('the reach of a deletion')
  await picture('model-deletion')
  const forced = dialog.getByRole('checkbox')
  if (await forced.count()) await forced.check()
  await button('Delete').click()
  await page.getByText(/was deleted/).waitFor()
  await assert.rejects(api('GET', '/api/attributes/product_reviewed'), /404/)
  close()
})
