import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
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

const HEADER = 'document_code,attribute_set_code,product_name-fr_FR,Weight,product_price'
const ODD = 'odd-stool,furniture,Tabouret bancal,lots,89.00'
const FILE = [HEADER, 'abacus-desk,furniture,Bureau Abacus,21.5,399', 'new-stool,furniture,Tabouret neuf,4.2,89.00', ODD, ''].join('\n')
const csv = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
const box = (scope, name) => scope.getByRole('textbox', { name, exact: true })
const weightOf = async (id) => (await ask('GET', `/api/documents/${id}`)).attributes.product_weight

async function pick(page, scope, name, option) {
  await scope.getByRole('combobox', { name, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).waitFor({ state: 'hidden' })
}

/** The words of a file that a click brings. */
async function downloaded(page, click) {
  const [file] = await Promise.all([page.waitForEvent('download'), click()])
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

/** A moment as the clock of the page shows it. */
function localOf(date) {
  const two = (number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

test('a file is imported on one page, what is refused is kept, and all of it is undone', async (t) => {
  const { page, close, isAccessible, picture, enter } = await browser(t, server.base)
  await enter('/admin/flows/imports')
  await page.getByRole('heading', { name: 'Import profiles' }).waitFor()
  await isAccessible('imports')
  await page.locator('input[type=file]').setInputFiles(csv('spring.csv', FILE))
  const file = page.getByRole('region', { name: '1. File' })
  await file.getByText('3 lines').waitFor()
  assert.equal(await file.getByRole('combobox', { name: 'Between cells' }).inputValue(), 'Comma ,')

  const mapping = page.getByRole('region', { name: '2. Columns' })
  assert.equal(await mapping.getByRole('combobox', { name: 'Each line is' }).inputValue(), 'Product')
  assert.equal(await mapping.getByRole('combobox', { name: 'Language of product_name-fr_FR' }).inputValue(), 'fr_FR')
  await mapping.getByText('1 column is left out.').waitFor()
  await pick(page, mapping, 'What Weight becomes', 'Weight (kg)')
  await mapping.getByRole('button', { name: 'Changes of product_price' }).click()
  await pick(page, page, 'Currency', 'EUR')
  await page.keyboard.press('Escape')
  await mapping.getByText('All columns are taken.').waitFor()
  await isAccessible('the mapping')
  await picture('import-mapping')

  const check = page.getByRole('region', { name: '3. Dry run' })
  await check.getByRole('button', { name: 'Start the dry run' }).click()
  await check.getByText('to create', { exact: true }).waitFor()
  const wrong = check.getByRole('row', { name: /lots/ })
  await wrong.waitFor()
  assert.match(await wrong.innerText(), /4[\s\S]*Weight[\s\S]*odd-stool/)
  await check.getByRole('article').filter({ hasText: 'abacus-desk' }).getByText('21.5').waitFor()
  assert.equal(await weightOf('abacus-desk'), 19)
  await isAccessible('the dry run')
  await check.evaluate((section) => section.scrollIntoView())
  await picture('import-check')

  const run = page.getByRole('region', { name: '4. Import' })
  await run.getByRole('button', { name: 'Import 2 lines' }).click()
  await run.getByText('1 line refused').waitFor()
  assert.equal(await weightOf('abacus-desk'), 21.5)
  assert.equal((await ask('GET', '/api/documents/new-stool')).attributes.product_name.fr_FR, 'Tabouret neuf')
  const refused = await downloaded(page, () => run.getByRole('link', { name: 'Refused lines' }).click())
  assert.match(refused.bytes.toString(), /odd-stool/)
  assert.doesNotMatch(refused.bytes.toString(), /new-stool/)
  await isAccessible('the import')

  await run.getByRole('button', { name: 'Undo', exact: true }).click()
  const undo = page.getByRole('dialog', { name: 'Undo' })
  await undo.getByRole('button', { name: 'Undo 2 changes' }).and(page.locator(':enabled')).waitFor()
  await isAccessible('the question before undoing')
  await undo.getByRole('button', { name: 'Undo 2 changes' }).click()
  await page.getByRole('heading', { name: 'Undo of spring.csv' }).waitFor()
  await page.getByText('Finished').waitFor()
  assert.equal(await weightOf('abacus-desk'), 19)
  await assert.rejects(ask('GET', '/api/documents/new-stool'), /404/)
  await page.getByRole('tab', { name: 'Log' }).click()
  await page.getByText('Done').waitFor()
  await isAccessible('a process')

  await page.goto('/admin/flows/activity')
  await page.getByRole('link', { name: 'Import of spring.csv' }).waitFor()
  const [undone, , done, tried] = await ask('GET', '/api/processes?limit=4&order[dateCreated]=desc')
  assert.deepEqual([undone.undoes, done.isDryRun, tried.isDryRun, tried.files], [done.id, false, true, ['spring.csv']])
  await isAccessible('the activity')
  await picture('activity')
  close()
})

test('a workbook goes out as it stood before a change, and comes in again', async (t) => {
  const { page, close, isAccessible, enter } = await browser(t, server.base)
  const before = new Date()
  await ask('PATCH', '/api/documents/abacus-desk', { attributes: { product_weight: 20 } }, { 'Content-Type': 'application/merge-patch+json' })
  await enter('/admin/flows/exports/new')
  await pick(page, page, 'Each line is', 'Product')
  await page.getByLabel('As of').fill(localOf(before))
  await pick(page, page, 'Format', 'Excel (XLSX)')
  await page.getByRole('button', { name: 'Add a condition' }).click()
  await pick(page, page, 'What', 'Code')
  await box(page, 'Value').fill('abacus-desk')
  await isAccessible('an export')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('heading', { name: 'Export: Product' }).waitFor()
  const { name, bytes } = await downloaded(page, () => page.getByRole('link', { name: 'Download the file' }).click())
  assert.match(name, /\.xlsx$/)

  await page.goto('/admin/flows/imports')
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: bytes })
  await page.getByRole('region', { name: '1. File' }).getByText('1 line', { exact: false }).waitFor()
  const check = page.getByRole('region', { name: '3. Dry run' })
  await check.getByRole('button', { name: 'Start the dry run' }).click()
  const item = check.getByRole('article').filter({ hasText: 'abacus-desk' })
  await item.getByText('20', { exact: true }).waitFor()
  await item.getByText('19', { exact: true }).waitFor()
  await page.getByRole('region', { name: '4. Import' }).getByRole('button', { name: 'Import 1 line' }).click()
  await page.getByRole('button', { name: 'Import another file' }).waitFor()
  assert.equal(await weightOf('abacus-desk'), 19)
  close()
})

test('a profile is exported each week, and its schedule says when', async (t) => {
  const { page, close, isAccessible, picture, enter } = await browser(t, server.base, { theme: 'dark' })
  await enter('/admin/flows/profiles/exports/new')
  await box(page, 'Name').fill('Web shop')
  await pick(page, page, 'Each line is', 'Product')
  await page.getByRole('button', { name: 'Begin with all attributes' }).click()
  await isAccessible('a profile')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('heading', { name: 'Web shop', level: 1 }).waitFor()
  await page.goto('/admin/flows/exports')
  await page.getByRole('button', { name: 'Actions for Web shop' }).click()
  await page.getByRole('menuitem', { name: 'Run', exact: true }).click()
  await page.getByText('“Web shop” is being exported.').waitFor()
  await page.getByRole('row', { name: /Export: Product/ }).getByText('Finished').first().waitFor()

  await page.getByRole('button', { name: 'Actions for Web shop' }).click()
  await page.getByRole('menuitem', { name: 'Schedule' }).click()
  const panel = page.getByRole('complementary', { name: 'Schedule an export' })
  await box(panel, 'Name').fill('Each week')
  await panel.getByLabel('Where the file goes').fill('sftp://shop:secret@files.example.com/in/')
  await pick(page, panel, 'When', 'Every week')
  await panel.getByText('Thursday').click()
  await pick(page, panel, 'Time zone', 'UTC')
  await panel.getByText(/^Next: Mon|^Next: Thu/).waitFor()
  await isAccessible('a schedule')
  await panel.getByRole('button', { name: 'Save' }).click()
  const row = page.getByRole('row', { name: /Each week/ })
  await row.getByText('Every Monday and Thursday at 06:00').waitFor()
  await isAccessible('schedules')
  const [planning] = await ask('GET', '/api/plannings/exports?pagination=false')
  assert.deepEqual([planning.cron, planning.export.uploadLocation], ['0 6 * * 1,4', 'sftp://shop:***@files.example.com/in/'])
  // What is open has an address of its own.
  await row.getByRole('link', { name: 'Each week' }).click()
  await page.waitForURL('**/schedules?open=**')
  await page.reload()
  await page.getByRole('complementary', { name: 'Each week' }).getByText(/^Next: Mon|^Next: Thu/).waitFor()
  await picture('schedule')
  close()
})

test('all of it speaks French', async (t) => {
  const { page, close, isAccessible, enter } = await browser(t, server.base, { language: 'fr-FR' })
  await enter('/admin/flows/imports')
  await page.getByRole('heading', { name: 'Imports', level: 1 }).waitFor()
  await page.getByRole('heading', { name: 'Profils d’import' }).waitFor()
  await page.getByText('Déposez').first().waitFor()
  await isAccessible('imports in French')
  close()
})
