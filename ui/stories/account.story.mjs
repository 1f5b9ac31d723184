import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser } from './support/browser.mjs'
import { elsewhere, instance, program } from './support/instance.mjs'

let server, ask
before(async () => {
  server = await instance()
  ask = program(server)
})
after(() => server.stop())

const BERT = { username: 'bert', password: 'seven green bottles', firstName: 'Bert', lastName: 'Green', email: 'bert@example.org', active: true, admin: true }
const CARA = { ...BERT, username: 'cara', firstName: 'Cara', email: 'cara@example.org' }
const section = (page, name) => page.getByRole('region', { name, exact: true })
const named = (where, name) => where.getByRole('textbox', { name, exact: true })

test('somebody changes how they are called, and is called so', async (t) => {
  const { page, close, isAccessible, picture, signIn } = await browser(t, server.base)
  await signIn()
  await page.getByRole('button', { name: 'Account of ada' }).click()
  await page.getByRole('menuitem', { name: /My account/ }).click()
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
  await isAccessible('the account')
  const you = section(page, 'You')
  await named(you, 'First name').fill('Ada')
  await named(you, 'Last name').fill('Lovelace')
  await named(you, 'Email').fill('ada@example.org')
  await you.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Account of Ada Lovelace' }).waitFor()
  await picture('account')
  const { firstName, lastName, email } = await (await elsewhere(server))('GET', '/api/me')
  assert.deepEqual({ firstName, lastName, email }, { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.org' })
  await page.getByRole('link', { name: 'Home' }).click()
  await page.getByRole('heading', { level: 1, name: 'Hello, Ada' }).waitFor()
  close()
})

test('a password is changed: the old one no longer works, and other places are signed out', async (t) => {
  await ask('POST', '/api/users', BERT)
  const other = await elsewhere(server, BERT)
  const { page, close, expect, isAccessible, signIn } = await browser(t, server.base)
  await signIn(BERT)
  await page.goto('/admin/account')
  const change = section(page, 'Password')
  const fill = async (current, next, again) => {
    await change.getByLabel('Current password').fill(current)
    await change.getByLabel('New password', { exact: false }).first().fill(next)
    await change.getByLabel('New password again').fill(again)
    await change.getByRole('button', { name: 'Change the password' }).click()
  }
  await fill(BERT.password, 'eight green bottles', 'eight brown bottles')
  await change.getByText('The two passwords differ.').waitFor()
  expect(/answer: 422 PUT \/api\/me\/password/)
  await fill('six green bottles', 'eight green bottles', 'eight green bottles')
  await change.getByText('Expected the password that you sign in with; got another one.').waitFor()
  await isAccessible('a wrong password')
  await other('GET', '/api/me')
  await fill(BERT.password, 'eight green bottles', 'eight green bottles')
  await page.getByText('Your password has been changed.').waitFor()
  await assert.rejects(other('GET', '/api/me'), /401/)
  await assert.rejects(elsewhere(server, BERT), /401/)

  await page.getByRole('button', { name: 'Account of Bert Green' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  expect(/answer: 401 POST \/api\/session/)
  await page.getByRole('textbox', { name: 'Username' }).fill(BERT.username)
  await page.getByLabel('Password', { exact: true }).fill(BERT.password)
  await page.keyboard.press('Enter')
  await page.getByText('This username and password don’t belong together.').waitFor()
  await page.getByLabel('Password', { exact: true }).fill('eight green bottles')
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Vitrine' }).waitFor()
  close()
})

test('all places where somebody is signed in are listed, and one is ended', async (t) => {
  await ask('POST', '/api/users', CARA)
  const other = await elsewhere(server, CARA)
  const { page, close, isAccessible, signIn } = await browser(t, server.base)
  await signIn(CARA)
  await page.goto('/admin/account')
  const sessions = section(page, 'Sessions')
  await sessions.getByText('This one').waitFor()
  await sessions.getByText('Firefox on Linux').waitFor()
  await sessions.getByRole('button', { name: 'End the session: Firefox on Linux' }).click()
  const question = page.getByRole('dialog', { name: 'End this session?' })
  await isAccessible('the question before a session is ended')
  await question.getByRole('button', { name: 'End' }).click()
  await page.getByText('The session has ended').waitFor()
  await sessions.getByText('Firefox on Linux').waitFor({ state: 'detached' })
  await assert.rejects(other('GET', '/api/me'), /401/)
  close()
})

test('French is chosen, and stays', async (t) => {
  const { page, close, expect, isAccessible, signIn } = await browser(t, server.base)
  await signIn()
  await page.goto('/admin/account')
  await page.getByRole('combobox', { name: 'Interface language' }).click()
  await page.getByRole('option', { name: 'Français' }).click()
  await page.getByRole('heading', { level: 1, name: 'Mon compte' }).waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr')
  await isAccessible('the account in French')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Mon compte' }).waitFor()
  assert.equal((await (await elsewhere(server))('GET', '/api/me')).interfaceLocale, 'fr')

  // Another computer knows nothing yet, and speaks the browser's language until it knows who is there.
  await page.evaluate(() => localStorage.clear())
  await page.context().clearCookies()
  expect(/answer: 401 /)
  await page.reload()
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  await signIn()
  await page.getByRole('link', { name: 'Accueil' }).first().waitFor()
  close()
})
