// A page that hears everything: what is logged as wrong, what the policy refuses, who else is asked, what axe finds.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after } from 'node:test'
import { chromium } from 'playwright-core'
import { ADA } from './instance.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Where pictures are kept, if they are to be. */
const PICTURES = process.env.VITRINE_PICTURES

let launched
const launch = () => (launched ??= chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] }))
after(async () => (await launched)?.close())

/** A page with nothing known to it, for a test, which closes it however the test ends; all tests of a file share a browser. */
export async function browser(t, base, { theme = 'light', language = 'en-GB', size = { width: 1440, height: 900 } } = {}) {
  const opened = await launch()
  const context = await opened.newContext({ viewport: size, colorScheme: theme, locale: language, baseURL: base, reducedMotion: 'reduce' })
  t.after(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const heard = []
  const expected = []
  const hear = (line) => expected.some((one) => one.test(line)) || heard.push(line)
  page.on('console', (message) => {
    // A refused answer is heard below, with its address.
    const isAnswer = message.text().startsWith('Failed to load resource')
    if (['error', 'warning'].includes(message.type()) && !isAnswer) hear(`console: ${message.text().slice(0, 400)}`)
  })
  page.on('pageerror', (error) => hear(`error: ${error.stack ?? error.message}`))
  page.on('response', (answer) => answer.status() >= 400 && hear(`answer: ${answer.status()} ${answer.request().method()} ${new URL(answer.url()).pathname}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== base) hear(`another host: ${url.origin}`)
  })
  return {
    page,
    /** Answers like this are part of the story. */
    expect: (pattern) => expected.push(pattern),
    /** Comes in as Ada, who has signed in already. */
    async enter(path) {
      const answer = await page.request.post('/api/session', { data: ADA })
      assert.equal(answer.status(), 201)
      if (!path) return
      await page.goto(path)
      await page.getByRole('navigation', { name: 'Vitrine' }).waitFor()
    },
    /** Signs in by hand, as Ada if nobody else is named. */
    async signIn({ username, password } = ADA) {
      expected.push(/answer: 401 GET \/api\/session/)
      await page.goto('/admin/')
      await page.locator('input[autocomplete=username]').fill(username)
      await page.locator('input[type=password]').fill(password)
      await page.keyboard.press('Enter')
      await page.getByRole('navigation', { name: 'Vitrine' }).waitFor()
    },
    /** Nothing that axe-core knows is violated by what is shown. */
    async isAccessible(what) {
      // What fades in or out has no colours of its own yet.
      await page.evaluate(() => Promise.allSettled(document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity).map(({ finished }) => finished)))
      await page.evaluate(axe)
      const found = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }), RULES)
      const told = found.violations.map((one) => `${one.impact} ${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`)
      assert.deepEqual(told, [], what)
    },
    /** Keeps a picture of the page, if pictures are kept. */
    async picture(name) {
      if (!PICTURES) return
      mkdirSync(PICTURES, { recursive: true })
      await page.screenshot({ path: `${PICTURES}/${name}.png` })
    },
    /** Ends the story: nothing went wrong on the way. */
    close: () => assert.deepEqual(heard, []),
  }
}
