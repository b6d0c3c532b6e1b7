// Harm of an offence: days in prison that a first offender would be given, after the Cambridge Crime Harm Index (Sherman, Neyroud &
// Neyroud 2016). The weights are the index's own file, loaded by `npm run geo-data -- load harm-weights FILE`; its licence does not let
// us ship it. A weight belongs to an offence that police recorded. How badly a body was hurt is another scale, SEVERITIES, judged by a
// health service: the two are never added, averaged or turned into each other, and no figure may hold both.
import { parse } from 'csv-parse/sync'

export type HarmWeights = {
  /** of the file the weights came from; every harm figure names it */
  version: string
  /** Days; null when the file has no weight for this offence: unknown harm, which is not no harm. Leading zeros and case do not matter. */
  harmOf: (offenceCode: string) => number | null
}

export type HarmRow = { code: string; title: string; days: number }
export const HARM_COLUMNS = ['code', 'title', 'days'] as const

/** How users of the index head their columns, spaces and case apart. */
const HEADERS: Record<keyof HarmRow, RegExp> = {
  code: /^(offence )?(code|class)$|^(ho|home office) (offence )?(code|class|classification)$|^classification$/,
  title: /title|description|^offence( name)?$/,
  days: /days|^weight$|^score$|cchi|^harm$/,
}

/** Reads the file; each fault is one line that names the line. Rows without a code are headings and are passed over. */
export function parseHarmWeights(text: string): { rows: HarmRow[]; faults: string[] } {
  let records: { record: string[]; info: { lines: number } }[]
  try {
    records = parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true }) as unknown as typeof records
  } catch (error) {
    return { rows: [], faults: [`not a CSV file: ${(error as Error).message}`] }
  }
  const header = (records[0]?.record ?? []).map((cell) => cell.toLowerCase().replace(/[\s_]+/g, ' '))
  const at = (field: keyof HarmRow) => header.findIndex((cell) => HEADERS[field].test(cell))
  const [codeAt, titleAt, daysAt] = [at('code'), at('title'), at('days')]
  if (codeAt < 0 || daysAt < 0) return { rows: [], faults: ['line 1: a column with the offence code and one with the days are needed'] }
  const rows: HarmRow[] = []
  const faults: string[] = []
  const known = new Map<string, number>()
  for (const { record, info } of records.slice(1)) {
    const [code = '', title = '', daysText = ''] = [record[codeAt], record[titleAt], record[daysAt]]
    if (code === '') continue
    const days = daysOf(daysText)
    const before = known.get(keyOf(code))
    if (Number.isNaN(days)) faults.push(`line ${info.lines}: "${daysText}" is not a number of days`)
    else if (before !== undefined && before !== days) faults.push(`line ${info.lines}: ${code} has ${days} days here and ${before} before`)
    else if (before === undefined) rows.push({ code, title, days })
    if (!Number.isNaN(days)) known.set(keyOf(code), days)
  }
  if (rows.length === 0 && faults.length === 0) faults.push('holds no weight')
  return { rows, faults }
}

export function createHarmWeights(rows: readonly HarmRow[], version: string): HarmWeights {
  const days = new Map(rows.map((row) => [keyOf(row.code), row.days]))
  return { version, harmOf: (offenceCode) => days.get(keyOf(offenceCode)) ?? null }
}

/** "1,825" as people write it; anything else that is not a plain number of days is none. */
const daysOf = (text: string): number => (/^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text) ? Number(text.replaceAll(',', '')) : NaN)
const keyOf = (code: string): string => code.trim().toUpperCase().replace(/^0+(?=\d)/, '')
