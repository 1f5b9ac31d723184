// What a first visit loads, compressed as the server sends it: scripts and styles of a screen, without fonts and pictures.
//
//   npx vite preview --port 5107 & node checks/weight.mjs http://127.0.0.1:5107
import { existsSync, readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { chromium } from 'playwright-core'

const LIMIT = 350_000
const SCREENS = ['/', '/documents/product', '/documents/product/alder-armchair', '/assets', '/settings/model', '/flows/imports']
const DIST = new URL('../dist', import.meta.url).pathname

const base = process.argv[2]
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
let isHeavy = false
for (const screen of SCREENS) {
  const page = await browser.newPage()
  const sizes = new Map()
  page.on('response', (answer) => {
    const { pathname } = new URL(answer.url())
    const file = DIST + pathname
    if (/\.(js|css)$/.test(pathname) && existsSync(file)) sizes.set(pathname, brotliCompressSync(readFileSync(file)).length)
  })
  await page.goto(base + screen, { waitUntil: 'networkidle' })
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  isHeavy ||= total > LIMIT
  console.log(`${String(Math.round(total / 1000)).padStart(4)} kB in ${sizes.size} files  ${screen}`)
  if (process.argv.includes('--files')) for (const [file, size] of [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 16)) console.log(`${String(Math.round(size / 1000)).padStart(9)}  ${file}`)
  await page.close()
}
await browser.close()
process.exit(isHeavy ? 1 : 0)
