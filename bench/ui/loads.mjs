// From the beginning of a navigation until the product page can be used, which it marks itself; beside it the bare product,
// fetched from the same page.
import { figure, SIZE } from './measure.mjs'

const GOAL = 1000
const PRODUCT = 'alder-armchair'

export async function loads(browser, base, storageState, times) {
  const open = () => browser.newContext({ storageState, baseURL: base, viewport: SIZE })
  const cold = []
  for (let at = 0; at < times; at++) {
    const context = await open()
    cold.push(await usable(await context.newPage()))
    await context.close()
  }
  const context = await open()
  const page = await context.newPage()
  // The first fills the cache.
  await usable(page)
  const warm = []
  for (let at = 0; at < times; at++) warm.push(await usable(page))
  const bare = await page.evaluate(async ([id, times]) => {
    const took = []
    for (let at = 0; at < times; at++) {
      const begun = performance.now()
      await (await fetch(`/api/documents/${id}`, { cache: 'no-store', headers: { Accept: 'application/json' } })).json()
      took.push(performance.now() - begun)
    }
    return took
  }, [PRODUCT, times])
  await context.close()
  return [
    figure('the bare product, fetched', bare),
    figure('product page usable, nothing cached', cold, GOAL),
    figure('product page usable, cached', warm, GOAL),
  ]
}

async function usable(page) {
  await page.goto(`/admin/documents/product/${PRODUCT}`, { waitUntil: 'commit' })
  const mark = await page.waitForFunction(() => performance.getEntriesByName('usable')[0]?.startTime)
  return mark.jsonValue()
}
