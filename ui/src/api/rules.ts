import i18next from 'i18next'
import type { Violation } from './error'

/** Rules of values, by the server's words for them: what the groups catch is said again in the language of the interface. */
const RULES: Record<string, RegExp> = {
  check_digit: /in the check digit (?<digit>\d); got (?<got>.+)\.$/,
  extension: /should end in (?<wanted>.+); got (?<got>".*")\.$/,
  line_break: /should be a single line/,
  not_unique: /should be unique; another .+ has it already/,
  nul: /should be without the character U\+0000/,
  pattern: /should match (?<pattern>.+); got (?<got>".*")\.$/,
  required: /^This value is required/,
  too_large: /should be (?<most>\S+) or less; got (?<got>\S+)\.$/,
  too_long: /should have at most (?<most>\d+) characters; got (?<got>\d+)\.$/,
  too_precise: /should have at most (?<most>\d+) decimals; got (?<got>\S+)\.$/,
  too_small: /should be (?<least>\S+) or more; got (?<got>\S+)\.$/,
  unknown_code: /has no value (?<got>".*")\.$/,
  unknown_currency: /should be in (?<wanted>.+); got (?<got>".*")\.$/,
  unknown_unit: /of its family \((?<units>.*)\); got (?<got>".*")\.$/,
  wrong_type: /should be (?<wanted>.+?); got (?<got>.+)\.$/,
}

/** What may stand where `wrong_type` says what it wants, in the server's words. */
const WANTED: Record<string, string> = {
  'a number of 8, 12, 13 or 14 digits': 'gtin',
  'true or false': 'boolean',
  'a colour #RRGGBB': 'color',
  'an address such as https://example.org/page': 'url',
  'a date and time YYYY-MM-DDThh:mm:ss': 'datetime',
  'a date YYYY-MM-DD': 'date',
  'a time HH:MM:SS': 'time',
  'an e-mail address such as ada@example.org': 'email',
  'a number': 'number',
  'an integer': 'integer',
}

/** The same rules in the words of the interface; what it has no words for stays in the server's. */
export async function inWords(violations: Violation[]): Promise<Violation[]> {
  await i18next.loadNamespaces('rules')
  return violations.map((violation) => ({ ...violation, message: said(violation) ?? violation.message }))
}

function said({ code, message }: Violation): string | undefined {
  const found = RULES[code]?.exec(message)
  if (!found) return undefined
  const { wanted, ...parts } = found.groups ?? {}
  if (code !== 'wrong_type') return i18next.t(`rules:broken.${code}`, { ...parts, wanted })
  const kind = WANTED[wanted!]
  return kind && i18next.t('rules:broken.wrong_type', { ...parts, wanted: i18next.t(`rules:wanted.${kind}`) })
}
