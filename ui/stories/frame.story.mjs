import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser } from './support/browser.mjs'
import { ADA, instance } from './support/instance.mjs'

let server
before(async () => { server = await instance() })
after(() => server.stop())

test('somebody signs in, works in French, and goes on after the session ended', async (t) => {
  const { page, close, expect, isAccessible, picture, signIn } = await browser(t, server.base)
  expect(/answer: 401 /)
  await page.goto('/admin/')
  await page.locator('input[autocomplete=username]').fill(ADA.username)
  await page.locator('input[type=password]').fill('wrong')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').first().waitFor()
  await isAccessible('the sign-in page')
  await picture('sign-in')
  await signIn()
  await isAccessible('home')
  await picture('home')
  const answer = await page.request.get('/admin/')
  const policy = answer.headers()['content-security-policy']
  assert.match(policy, /default-src 'self'/)
  assert.doesNotMatch(policy, /unsafe/)
  close()
})
