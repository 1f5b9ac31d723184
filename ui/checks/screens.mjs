// Opens every screen in both themes and asks of each: no violation of axe-core, no error in the console, nothing refused
// by the page's policy, and no request to another host.
//
//   node checks/screens.mjs http://127.0.0.1:5106 [part of an address] [--pictures folder]
//
// The server behind has the demo catalogue. Whoever isn't signed in by a token gives VITRINE_USER and VITRINE_PASSWORD.
import { createRequire } from 'node:module'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const SCREENS = [
  '/', '/documents/product', '/documents/product/alder-armchair', '/assets', '/assets/alder-armchair-1', '/channels', '/channels/WEB',
  '/flows/imports', '/flows/exports', '/flows/schedules', '/flows/activity',
  '/settings', '/settings/model', '/settings/languages', '/settings/completeness', '/settings/workflows', '/settings/users',
  '/settings/tokens', '/settings/webhooks', '/settings/apps', '/account', '/welcome', '/welcome?step=beginning', '/nowhere',
]
const THEMES = ['light', 'dark']
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const [, , base, ...rest] = process.argv
const folder = rest.includes('--pictures') ? rest[rest.indexOf('--pictures') + 1] : undefined
const part = rest[0]?.startsWith('--') ? undefined : rest[0]
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const host = new URL(base).host

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
if (folder) mkdirSync(folder, { recursive: true })
let wrong = 0
for (const theme of THEMES) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: theme })
  const page = await context.newPage()
  const heard = listen(page)
  await signIn(page)
  for (const screen of SCREENS.filter((one) => !part || one.includes(part))) {
    heard.length = 0
    await page.goto(base + screen, { waitUntil: 'networkidle' })
    await page.waitForTimeout(300)
    await page.evaluate(axe)
    const found = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }), RULES)
    const told = [...new Set(heard), ...found.violations.map((one) => `${one.impact} ${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`)]
    console.log(`${theme} ${screen}${told.length ? '' : ' ok'}`)
    for (const line of told) console.log(`    ${line}`)
    wrong += told.length
    if (folder) await page.screenshot({ path: join(folder, `${theme}${screen.replace(/\W+/g, '-')}.png`) })
  }
  await context.close()
}
await browser.close()
process.exit(wrong ? 1 : 0)

function listen(page) {
  const heard = []
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && heard.push(`console: ${message.text().slice(0, 300)}`))
  page.on('pageerror', (error) => heard.push(`error: ${error.message}`))
  page.on('response', (answer) => answer.status() >= 400 && heard.push(`${answer.status()} ${answer.url()}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.host !== host) heard.push(`another host: ${url.origin}`)
  })
  return heard
}

async function signIn(page) {
  if (!process.env.VITRINE_USER) return
  await page.goto(base)
  await page.getByRole('textbox').first().fill(process.env.VITRINE_USER)
  await page.locator('input[type=password]').fill(process.env.VITRINE_PASSWORD ?? '')
  await page.keyboard.press('Enter')
  await page.waitForURL(base + '/')
  await page.locator('nav').first().waitFor()
}
