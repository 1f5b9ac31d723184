// The words of the interface: English and French have the same keys with the same gaps to fill, none is missing that is
// used, and none is there that isn't. A key may be used by a name that is put together, as in t(`nav.${name}`).
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'

const SOURCE = new URL('../src/', import.meta.url).pathname
const LANGUAGES = ['en', 'fr']
const DEFAULT = 'frame'
const PLURAL = /_(zero|one|two|few|many|other)$/

const wrong = []
const words = Object.fromEntries(LANGUAGES.map((language) => [language, read(language)]))
compare()
use()
if (wrong.length) {
  console.error(wrong.sort().join('\n'))
  process.exit(1)
}

/** All keys of a language, as `namespace:key`, with their texts; the forms of a plural are one key. */
function read(language) {
  const all = new Map()
  const folder = join(SOURCE, 'i18n', language)
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    flatten(`${basename(file, '.json')}:`, JSON.parse(readFileSync(join(folder, file), 'utf8')), language, all)
  }
  return all
}

function flatten(prefix, texts, language, all) {
  for (const [name, text] of Object.entries(texts)) {
    if (typeof text === 'object') flatten(`${prefix}${name}.`, text, language, all)
    else {
      const key = (prefix + name).replace(PLURAL, '')
      const form = name.match(PLURAL)?.[1]
      const known = all.get(key) ?? { forms: [], gaps: new Set() }
      if (form) known.forms.push(form)
      for (const [, gap] of text.matchAll(/\{\{\s*(\w+)/g)) known.gaps.add(gap)
      all.set(key, known)
      if (!text.trim()) wrong.push(`${language}/${key}: is empty`)
    }
  }
}

function compare() {
  const [one, other] = LANGUAGES.map((language) => words[language])
  for (const key of new Set([...one.keys(), ...other.keys()])) {
    for (const language of LANGUAGES) {
      const { forms } = words[language].get(key) ?? {}
      if (!forms) wrong.push(`${language}/${key}: is missing`)
      else if (forms.length) {
        const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories
        for (const form of needed) if (!forms.includes(form)) wrong.push(`${language}/${key}_${form}: is missing`)
      }
    }
    const gaps = LANGUAGES.map((language) => [...(words[language].get(key)?.gaps ?? [])].filter((gap) => gap !== 'count').sort().join())
    if (one.has(key) && other.has(key) && gaps[0] !== gaps[1]) wrong.push(`${key}: has other gaps in ${LANGUAGES[1]} (${gaps.join(' / ')})`)
  }
}

function use() {
  const keys = [...words.en.keys()]
  const used = new Set()
  for (const file of readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))) {
    const tree = ts.createSourceFile(file, readFileSync(join(SOURCE, file), 'utf8'), ts.ScriptTarget.Latest, true)
    inFile(file, tree, keys, used)
  }
  for (const key of keys) if (!used.has(key)) wrong.push(`${key}: is not used`)
}

function inFile(file, tree, keys, used) {
  const spaces = new Set([DEFAULT])
  const callers = new Map([['t', new Set()]])
  visit(tree, (node) => {
    // const { t } = useTranslation('home'), or { t: tf }.
    if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isCallExpression(node.initializer) || node.initializer.expression.getText() !== 'useTranslation') return
    const named = node.initializer.arguments[0]
    const of = !named ? [DEFAULT] : ts.isArrayLiteralExpression(named) ? named.elements.map((one) => one.text) : [named.text]
    of.forEach((space) => spaces.add(space))
    if (!ts.isObjectBindingPattern(node.name)) return
    for (const element of node.name.elements) {
      if ((element.propertyName ?? element.name).getText() !== 't') continue
      const caller = element.name.getText()
      callers.set(caller, new Set([...(callers.get(caller) ?? []), ...of]))
    }
  })
  visit(tree, (node) => {
    if (ts.isStringLiteralLike(node)) for (const space of spaces) mark(full(node.text, space), keys, used)
    if (ts.isTemplateExpression(node)) for (const space of spaces) matching(full(pattern(node), space), keys, used)
    if (!ts.isCallExpression(node)) return
    const caller = ts.isIdentifier(node.expression) ? node.expression.text : node.expression.getText() === 'i18next.t' ? 't' : ''
    if (!callers.has(caller) || !node.arguments[0]) return
    const own = callers.get(caller)
    for (const text of texts(node.arguments[0])) {
      const places = [...(own.size ? own : spaces)].map((space) => full(text, space))
      if (!places.some((place) => matching(place, keys, used))) wrong.push(`${file}: ${text} is missing`)
    }
  })
}

/** What the first argument of t() may be, as far as it is written there. */
function texts(node) {
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) return texts(node.expression)
  if (ts.isConditionalExpression(node)) return [...texts(node.whenTrue), ...texts(node.whenFalse)]
  if (ts.isStringLiteralLike(node)) return [node.text]
  return ts.isTemplateExpression(node) ? [pattern(node)] : []
}

/** A text that is put together, with * for what isn't known. */
function pattern(node) {
  return node.head.text + node.templateSpans.map((span) => `*${span.literal.text}`).join('')
}

function full(text, space) {
  return /^\w+:/.test(text) ? text : `${space}:${text}`
}

function mark(key, keys, used) {
  if (words.en.has(key)) used.add(key)
}

/** Marks what fits as used; whether anything did. */
function matching(key, keys, used) {
  if (!key.includes('*')) {
    mark(key, keys, used)
    return words.en.has(key)
  }
  // A name that is unknown from its beginning would fit everything.
  if (/^\w+:\*/.test(key) && !/\.\w/.test(key)) return false
  const fits = new RegExp(`^${key.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`)
  const found = keys.filter((one) => fits.test(one))
  found.forEach((one) => used.add(one))
  return found.length > 0
}

function visit(node, see) {
  see(node)
  node.forEachChild((child) => visit(child, see))
}
