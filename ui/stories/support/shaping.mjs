// What every story of the data model does: fill in a form beside its list, save it, delete it.
import { browser } from './browser.mjs'

/** Signs in and offers what is done again and again. */
export async function shaping(t, base, options) {
  const story = await browser(t, base, options)
  await story.enter()
  const { page } = story
  return {
    ...story,
    go: (path) => page.goto(path),
    named: (text) => page.getByRole('textbox', { name: /^Name ·/ }).first().fill(text),
    button: (name) => page.getByRole('button', { name, exact: true }),
    choose: async (label, option) => {
      await page.getByRole('combobox', { name: label }).last().click()
      await page.getByRole('option', { name: option }).click()
    },
    create: async () => {
      await page.getByRole('button', { name: 'Create', exact: true }).click()
      await page.getByText('Created', { exact: true }).last().waitFor()
    },
    save: async () => {
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByText('Unsaved changes').waitFor({ state: 'hidden' })
    },
    /** Does something and waits until the server has taken it. */
    written: async (act) => {
      const taken = page.waitForResponse((answer) => answer.request().method() !== 'GET')
      await act()
      await (await taken).finished()
    },
    remove: async () => {
      await page.getByRole('complementary').getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Delete…' }).click()
      return page.getByRole('dialog')
    },
  }
}
