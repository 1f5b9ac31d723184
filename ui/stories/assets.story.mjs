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

const toast = (page, text) => page.getByRole('alert').filter({ hasText: text })
const tray = (page) => page.getByRole('complementary', { name: 'Uploads' })
const tiles = (page) => page.getByRole('list', { name: 'Assets' }).getByRole('listitem')

/** A picture of its own: the bytes differ by colour. */
const svg = (colour) => `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="${colour}"/><circle cx="400" cy="300" r="180" fill="#fff"/></svg>`
const file = (name, colour) => ({ name, mimeType: 'image/svg+xml', buffer: Buffer.from(svg(colour)) })

async function drop(page, files) {
  const carried = await page.evaluateHandle((all) => {
    const data = new DataTransfer()
    for (const { name, text } of all) data.items.add(new File([text], name, { type: 'image/svg+xml' }))
    return data
  }, files.map(([name, colour]) => ({ name, text: svg(colour) })))
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: carried })
  await page.getByText('Drop to upload').waitFor()
  await page.dispatchEvent('body', 'drop', { dataTransfer: carried })
}

test('assets are looked through as pictures and as rows, and filtered', async (t) => {
  const { page, close, isAccessible, picture, enter } = await browser(t, server.base)
  await enter('/admin/')
  await page.getByRole('link', { name: 'Assets', exact: true }).click()
  await tiles(page).first().waitFor()
  await isAccessible('the gallery')
  await picture('assets')
  await page.getByRole('button', { name: 'Orientation' }).click()
  await page.getByRole('option', { name: 'Square' }).click()
  await page.getByRole('button', { name: 'Orientation: Square' }).waitFor()
  await page.getByRole('textbox', { name: 'Name, code or file' }).fill('alder-armchair')
  await page.waitForURL(/search=alder-armchair/)
  await page.getByRole('listitem').filter({ hasText: 'Alder armchair, Moss green' }).waitFor()
  const found = await ask('GET', '/api/assets?search=alder-armchair&limit=100')
  await page.getByText('List', { exact: true }).click()
  const table = page.getByRole('table', { name: 'Assets' })
  await table.getByRole('link', { name: 'Alder armchair, Moss green' }).waitFor()
  assert.equal(Number(await table.getAttribute('aria-rowcount')) - 1, found.length)
  await isAccessible('the list')
  await page.getByRole('button', { name: 'Without the filter “Orientation”' }).click()
  await page.getByRole('button', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Films' }).click()
  await page.getByText('Nothing matches').waitFor()
  await isAccessible('nothing found')
  close()
})

test('files that are dropped become assets, and one that is there already is told', async (t) => {
  const { page, close, isAccessible, picture, enter } = await browser(t, server.base)
  await enter('/admin/assets')
  await tiles(page).first().waitFor()
  await drop(page, [['Harbour view.svg', '#264653'], ['Harbour dusk.svg', '#e76f51']])
  await tray(page).getByText('2 files are there').waitFor()
  await tiles(page).filter({ hasText: 'harbour-dusk' }).waitFor()
  const made = await ask('GET', '/api/assets/harbour-view')
  assert.equal(made.originalFilename, 'Harbour view.svg')
  assert.equal(made.metadata.width, 800)

  await drop(page, [['Once more.svg', '#264653']])
  await tray(page).getByText('There already', { exact: true }).waitFor()
  assert.ok(await tray(page).getByRole('link', { name: 'harbour-view' }).isVisible())
  await isAccessible('a duplicate')
  await picture('assets-upload')
  await tray(page).getByRole('button', { name: 'Leave out', exact: true }).click()
  await tray(page).getByText('Left out: it was there already').waitFor()
  await assert.rejects(ask('GET', '/api/assets/once-more'), /404/)
  close()
})

test('an asset is named, looked at closely, replaced and brought back', async (t) => {
  await place('quay', '#2a9d8f')
  const { page, close, isAccessible, picture, enter } = await browser(t, server.base)
  await enter('/admin/assets/quay')
  await page.getByRole('textbox', { name: /^Name EN/ }).fill('The quay at noon')
  await page.keyboard.press('Control+s')
  await page.getByRole('heading', { name: 'The quay at noon', level: 1 }).waitFor()
  assert.equal((await ask('GET', '/api/assets/quay')).attributes.asset_name.en_GB, 'The quay at noon')
  const scale = page.getByRole('button', { name: 'Show at full size' })
  const fitting = await scale.textContent()
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await scale.filter({ hasNotText: fitting }).waitFor()
  await page.keyboard.press('Escape')
  await isAccessible('an asset')

  await page.getByRole('tab', { name: 'Versions' }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('tabpanel').getByRole('button', { name: 'Replace the file' }).click()
  await (await chooser).setFiles(file('Quay at night.svg', '#1d1d2b'))
  const versions = page.getByRole('tabpanel').getByRole('listitem')
  await versions.filter({ hasText: 'Quay at night.svg' }).filter({ hasText: 'Now' }).waitFor()
  await tray(page).getByRole('button', { name: /^Take .* off the list$/ }).click()
  await isAccessible('versions')
  await picture('asset-versions')
  await versions.filter({ hasText: 'quay.svg' }).getByRole('button', { name: 'Bring back' }).click()
  await page.getByRole('dialog').getByText('The file becomes this one again').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Bring back' }).click()
  await toast(page, 'quay.svg is back').waitFor()
  assert.equal((await ask('GET', '/api/assets/quay')).originalFilename, 'quay.svg')
  close()
})

/** Makes an asset as a program does. */
async function place(id, colour, name = `${id}.svg`) {
  const form = new FormData()
  form.set('file', new File([svg(colour)], name, { type: 'image/svg+xml' }))
  const { id: fileId } = await ask('POST', '/api/files', form)
  return ask('POST', '/api/assets', { id, fileId })
}

test('files that are called after their products are linked to them, after a try', async (t) => {
  await place('brume-9', '#e9c46a', 'brume-pendant_9.svg')
  const { page, close, isAccessible, picture, enter } = await browser(t, server.base)
  await enter('/admin/assets')
  await page.getByRole('button', { name: 'Link by file name' }).click()
  const dialog = page.getByRole('dialog', { name: 'Link by file name' })
  await dialog.getByRole('button', { name: 'Try' }).click()
  await dialog.getByText('→ brume-pendant').waitFor()
  await isAccessible('a try')
  await picture('assets-link')
  assert.equal((await ask('GET', '/api/assets/brume-9')).documentLinks.length, 0)
  await dialog.getByRole('button', { name: 'Link 1 asset' }).click()
  await toast(page, '1 asset linked').waitFor()
  const [link] = (await ask('GET', '/api/assets/brume-9')).documentLinks
  assert.deepEqual([link.origin.id, link.sequence], ['brume-pendant', 9])

  await page.goto('/admin/assets/brume-9')
  await page.getByRole('tab', { name: /Used by/ }).click()
  const user = page.getByRole('tabpanel').getByRole('link', { name: /^Brume pendant/ })
  await user.waitFor()
  await isAccessible('what uses an asset')
  await page.getByRole('button', { name: /^Unlink from/ }).click()
  await toast(page, /^Unlinked/).getByRole('button', { name: 'Undo' }).click()
  await user.waitFor()
  assert.equal((await ask('GET', '/api/assets/brume-9')).documentLinks.length, 1)
  close()
})

test('chosen assets are classified together, and deleted once it is told what uses them', async (t) => {
  await place('pier-one', '#111111')
  await place('pier-two', '#222222')
  const { page, close, isAccessible, enter } = await browser(t, server.base)
  await enter('/admin/assets?search=pier')
  const bar = page.getByRole('toolbar', { name: 'What is chosen' })
  for (const id of ['pier-one', 'pier-two']) await page.getByRole('checkbox', { name: `Choose ${id}` }).check()
  await bar.getByText('2 chosen').waitFor()
  await isAccessible('a selection')
  await bar.getByRole('button', { name: 'Classify' }).click()
  await page.getByRole('dialog').getByRole('treeitem', { name: 'Pictures of products' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Put here' }).click()
  await toast(page, '2 assets classified').waitFor()
  assert.deepEqual((await ask('GET', '/api/assets/pier-two')).classifications.map(({ id }) => id), ['product-pictures'])

  for (const id of ['pier-one', 'pier-two']) await page.getByRole('checkbox', { name: `Choose ${id}` }).check()
  await bar.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete 2 assets?' })
  await dialog.getByText('None of those shown is used').waitFor()
  await isAccessible('a deletion')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await toast(page, '2 assets deleted').waitFor()
  await assert.rejects(ask('GET', '/api/assets/pier-one'), /404/)

  await page.goto('/admin/assets/alder-armchair-1')
  await page.getByRole('button', { name: /^Actions for Alder/ }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByText(/^Deleted too: .*links?$/).waitFor()
  await isAccessible('a deletion of what is used')
  close()
})

test('assets in French, in the dark', async (t) => {
  const { page, close, isAccessible, picture, enter } = await browser(t, server.base, { language: 'fr-FR', theme: 'dark' })
  await enter('/admin/')
  await page.getByRole('link', { name: 'Médias', exact: true }).click()
  await page.getByRole('button', { name: 'Envoyer des fichiers' }).waitFor()
  await page.getByRole('list', { name: 'Médias' }).getByRole('listitem').first().waitFor()
  await page.getByText('Galerie', { exact: true }).waitFor()
  await isAccessible('the gallery in the dark')
  await page.goto('/admin/assets/alder-armchair-1')
  await page.getByRole('tab', { name: 'Utilisé par' }).waitFor()
  await page.getByRole('tab', { name: 'Versions' }).waitFor()
  await isAccessible('an asset in the dark')
  await picture('asset-dark')
  close()
})
