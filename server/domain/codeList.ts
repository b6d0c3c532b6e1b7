// What a supplier's codes mean. A list is a table (geo-data/reference/*.csv), so that a new vintage is a new file, never new code.
import { parse } from 'csv-parse/sync'
import { CATEGORIES, METHODS, NOT_SAID, PLACE_TYPES, SEVERITIES, SEXES } from '../contract/vocabulary.ts'

/** The standard fields that a code can set, each with the words it may set. */
const WORDS = {
  method: [...METHODS, ...NOT_SAID],
  placeType: [...PLACE_TYPES, ...NOT_SAID],
  pathway: ['violence', 'self-inflicted', 'not-violence'],
  category: CATEGORIES,
  severity: [...SEVERITIES, ...NOT_SAID],
  conveyed: ['yes', 'no', ...NOT_SAID],
  sex: [...SEXES, ...NOT_SAID],
} as const satisfies Record<string, readonly string[]>
export type CodeField = keyof typeof WORDS
export const CODE_FIELDS = Object.keys(WORDS) as CodeField[]

/** Whether a word is one that a field of codes may be set to. */
export const isCodeValue = (field: CodeField, value: string): boolean => isOneOf<string>(WORDS[field], value)

/**
 * `exact`: the whole code. `prefix`: how it begins. `suffix`: how it begins and ends, `04D*T`, or only ends, `*T`.
 * Each field is decided on its own: exact before suffix before prefix, and of two the longer.
 */
const MATCHES = ['exact', 'prefix', 'suffix'] as const
export type CodeRow = {
  code: string
  match: (typeof MATCHES)[number]
  field: CodeField
  value: string
  label: string
  /** not seen in the publisher's own list: an operator should load that one */
  provisional: boolean
}
export const CODE_COLUMNS = ['code', 'match', 'field', 'value', 'label', 'provisional'] as const

export type CodeList = {
  /** What a code sets; null when the list does not know it. Case, hyphens and spaces at the ends do not matter; a code is text, never a number. */
  lookup: (code: string) => Partial<Record<CodeField, string>> | null
  /** Codes that a supplier could write to say this: whole codes when the list has any, else beginnings. */
  codesFor: (field: CodeField, value: string) => string[]
}

/** Reads a list. Each fault is one line that names the list and the line. */
export function parseCodeList(text: string, name: string): { rows: CodeRow[]; faults: string[] } {
  let records: { record: string[]; info: { lines: number } }[]
  try {
    records = parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true }) as unknown as typeof records
  } catch (error) {
    return { rows: [], faults: [`${name}: not a CSV file: ${(error as Error).message}`] }
  }
  const [header, ...body] = records
  if (header?.record.join() !== CODE_COLUMNS.join()) return { rows: [], faults: [`${name} line 1: the header has to be ${CODE_COLUMNS.join()}`] }
  const rows: CodeRow[] = []
  const faults: string[] = []
  const seen = new Set<string>()
  for (const { record, info } of body) {
    const row = readRow(record)
    const key = typeof row === 'string' ? '' : `${keyOf(row.code)}\n${row.match}\n${row.field}`
    if (typeof row === 'string') faults.push(`${name} line ${info.lines}: ${row}`)
    else if (seen.has(key)) faults.push(`${name} line ${info.lines}: ${row.code} sets ${row.field} a second time`)
    else rows.push(row)
    seen.add(key)
  }
  if (body.length === 0) faults.push(`${name}: holds no code`)
  return { rows, faults }
}

function readRow(record: string[]): CodeRow | string {
  if (record.length !== CODE_COLUMNS.length) return `${record.length} columns instead of ${CODE_COLUMNS.length}`
  const [code, match, field, value, label, provisional] = record.map((cell) => cell.trim()) as [string, string, string, string, string, string]
  if (code === '') return 'no code'
  if (looksLikeExcelNumber(code)) return `${code} is a code that Excel has turned into a number`
  if (!isOneOf(MATCHES, match)) return `match is "${match}", not one of ${MATCHES.join(', ')}`
  if (match === 'suffix' && !/^[^*]*\*[^*]+$/.test(code)) return `a suffix is written beginning*end, not ${code}`
  const named: string = field
  if (!isOneOf(CODE_FIELDS, field)) return `field is "${field}", not one of ${CODE_FIELDS.join(', ')}`
  if (!isOneOf<string>(WORDS[field], value)) return `"${(record[3] ?? named).trim()}" is not a word of ${named}`
  if (provisional !== '0' && provisional !== '1') return `provisional is "${provisional}", not 0 or 1`
  return { code, match, field, value, label, provisional: provisional === '1' }
}

export function createCodeList(rows: readonly CodeRow[]): CodeList {
  const exact = new Map<string, CodeRow[]>()
  for (const row of rows) if (row.match === 'exact') exact.set(keyOf(row.code), [...(exact.get(keyOf(row.code)) ?? []), row])
  // Weakest first, so that a stronger row writes over what a weaker one said.
  const patterns = rows
    .filter(({ match }) => match !== 'exact')
    .map((row) => ({ row, ...ends(row), strength: (row.match === 'suffix' ? 1e6 : 0) + row.code.length }))
    .sort((a, b) => a.strength - b.strength)

  const lookup: CodeList['lookup'] = (code) => {
    const key = keyOf(code)
    const set: Partial<Record<CodeField, string>> = {}
    for (const { row, head, tail } of patterns) {
      if (key.length >= head.length + tail.length && key.startsWith(head) && key.endsWith(tail)) set[row.field] = row.value
    }
    for (const row of exact.get(key) ?? []) set[row.field] = row.value
    return Object.keys(set).length > 0 ? set : null
  }
  return {
    lookup,
    codesFor(field, value) {
      const codes = (match: CodeRow['match']) => rows.filter((row) => row.match === match && row.field === field && row.value === value).map(({ code }) => code)
      const whole = codes('exact')
      return whole.length > 0 ? whole : codes('prefix').filter((code) => lookup(code)?.[field] === value)
    },
  }
}

function ends({ code, match }: CodeRow): { head: string; tail: string } {
  const [head = '', tail = ''] = match === 'suffix' ? keyOf(code).split('*') : [keyOf(code)]
  return { head, tail }
}

/** 04-D-02 is 04D02. */
const keyOf = (code: string): string => code.trim().toUpperCase().replaceAll('-', '').replace(/\s+/g, ' ')
const isOneOf = <T extends string>(words: readonly T[], word: string): word is T => (words as readonly string[]).includes(word)

/**
 * A long code that a spreadsheet has turned into a number: `9.91431E+14`, `9,91431E+14`, `991431000000101.0`.
 * Its last digits are gone for good, so it must be refused, never rounded back.
 */
export const looksLikeExcelNumber = (text: string): boolean => /^[+-]?(?:\d(?:[.,]\d+)?E\+\d{1,3}|\d{6,}[.,]0*)$/i.test(text.trim())
