// The grid of a list, found as somebody sees it: by the code of a row and the title of a column.
import assert from 'node:assert/strict'

/** Waits until what is asked holds; the last answer is told if it never does. */
export async function until(ask, what, patience = 15_000) {
  const end = Date.now() + patience
  for (;;) {
    const [isSo, last] = await ask()
    if (isSo) return
    assert.ok(Date.now() < end, `${what}: ${JSON.stringify(last)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** An input by its name, whether it is typed in or chosen from. */
export const input = (where, name) => where.getByRole('textbox', { name, exact: true }).or(where.getByRole('combobox', { name, exact: true })).first()

export function list(page) {
  return {
    /** Opens the list of products and waits for its first rows. */
    async open(search = {}) {
      const asked = new URLSearchParams(Object.entries(search).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]))
      await page.goto(`/admin/documents/product?${asked}`)
      await page.locator('.rgCell a').first().waitFor()
    },
    /** How many the head of the list says there are. */
    total: (count) => page.locator('.tabular').filter({ hasText: new RegExp(`^${count.toLocaleString('en')}$`) }).first().waitFor(),
    /** The cell of a product in a column that scrolls. */
    async cellOf(code, title) {
      const link = page.getByRole('link', { name: code, exact: true })
      const row = await page.locator('.rgCell').filter({ has: link }).getAttribute('data-rgRow')
      const column = await page.locator('.rgCol .rgHeaderCell').filter({ hasText: title }).first().getAttribute('data-rgCol')
      return page.locator(`revogr-data[col-type="rgCol"] .rgCell[data-rgRow="${row}"][data-rgCol="${column}"]`)
    },
    /** Chooses the rows of these products. */
    async choose(...codes) {
      for (const code of codes) await page.getByRole('checkbox', { name: `Choose ${code}`, exact: true }).click()
      await page.getByRole('status').filter({ hasText: `${codes.length} selected` }).waitFor()
    },
  }
}
