// The time from frame to frame while something long is scrolled without a stop, beside a bare page of plain rows.
import { figure, SIZE } from './measure.mjs'

const GOAL = 70
const FRAMES = 300
/** In pixels a frame: ten rows of the grid. */
const STEP = 360

export async function scrolls(browser, base, storageState) {
  const context = await browser.newContext({ storageState, baseURL: base, viewport: SIZE })
  const page = await context.newPage()
  const of = async (what, path, ready, goal = GOAL) => {
    await page.goto(path)
    await ready()
    await page.waitForLoadState('networkidle')
    return figure(what, await page.evaluate(scrolled, [FRAMES, STEP]), goal)
  }
  const figures = [
    await of('frames of a bare page, scrolled', 'about:blank', () => page.evaluate(bare), null),
    await of('frames of the grid, scrolled', '/admin/documents/product', () => page.locator('.rgCell a').first().waitFor()),
    await of('frames of the gallery, scrolled', '/admin/assets', () => page.locator('[data-tile] img').first().waitFor()),
    await of('frames of a tree, scrolled', '/admin/channels/BEN', async () => {
      await page.getByRole('treeitem').first().waitFor()
      await page.waitForLoadState('networkidle')
      await page.getByRole('button', { name: 'Open all' }).click()
      await page.getByRole('treeitem', { level: 2 }).first().waitFor()
    }),
  ]
  await context.close()
  return figures
}

/** In the page: a hundred thousand plain rows. */
function bare() {
  document.body.innerHTML = `<div style="height:100vh;overflow:auto">${Array.from({ length: 100_000 }, (_, at) => `<div style="height:36px">${at}</div>`).join('')}</div>`
}

/** In the page: scrolls what is longest and answers how long each frame took. */
async function scrolled([frames, step]) {
  const long = [...document.querySelectorAll('body *')].filter((one) => one.clientHeight > 200 && /auto|scroll/.test(getComputedStyle(one).overflowY))
  const scroller = long.sort((a, b) => b.scrollHeight - a.scrollHeight)[0]
  const frame = () => new Promise(requestAnimationFrame)
  const times = []
  let before = await frame()
  for (let at = 0; at < frames; at++) {
    scroller.scrollTop += step
    const now = await frame()
    times.push(now - before)
    before = now
  }
  if (scroller.scrollTop < step) throw new Error('nothing was scrolled')
  return times
}
