#!/usr/bin/env node
// Times of the admin interface in Chromium, on an instance of its own that ends with the run:
//
//   bench/ui.mjs [--documents 100000] [--assets 3000] [--nodes 10000] [--loads 20] [--out FILE]
//
// VITRINE_BINARY is the server (target/release/vitrine if not said), VITRINE_UI_DIST a build that isn't in it yet.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { catalogue } from './ui/catalogue.mjs'
import { loads } from './ui/loads.mjs'
import { scrolls } from './ui/scrolls.mjs'

process.env.VITRINE_BINARY ??= new URL('../target/release/vitrine', import.meta.url).pathname
const { ADA, instance, program } = await import('../ui/stories/support/instance.mjs')
const { chromium } = await import('../ui/node_modules/playwright-core/index.mjs')

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '100000' },
    assets: { type: 'string', default: '3000' },
    nodes: { type: 'string', default: '10000' },
    loads: { type: 'string', default: '20' },
    out: { type: 'string' },
  },
})
const number = (name) => Number(values[name])

const served = await instance()
let browser
try {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  const signedIn = await signIn(browser, served.base)
  const figures = [...(await loads(browser, served.base, signedIn, number('loads')))]
  console.error(`making ${values.documents} documents, ${values.assets} assets, ${values.nodes} nodes`)
  await catalogue(program(served), { documents: number('documents'), assets: number('assets'), nodes: number('nodes') })
  figures.push(...(await scrolls(browser, served.base, signedIn)))
  const rows = figures.map(({ what, goal, median, p95 }) => ({ what, 'median ms': median, 'p95 ms': p95, goal: goal ? `p95 ≤ ${goal} ms` : 'the limit', is: goal ? (p95 <= goal ? 'met' : 'missed') : '' }))
  console.table(rows)
  if (values.out) writeFileSync(values.out, JSON.stringify({ ...values, figures }, null, 2))
} finally {
  await browser?.close()
  await served.stop()
}

/** What a browser keeps of somebody who has signed in. */
async function signIn(browser, base) {
  const context = await browser.newContext({ baseURL: base })
  const answer = await context.request.post('/api/session', { data: ADA })
  if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`)
  const state = await context.storageState()
  await context.close()
  return state
}
