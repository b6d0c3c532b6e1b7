import { parse } from 'csv-parse/sync'
import type { Delimiter } from './dialect.ts'
import { faultOf, rowOf, type CsvRow } from './row.ts'

/** A record that runs over several lines and looks wrong. */
export type Several = { bytes: Buffer; fields: string[]; line: number; delimiter: Delimiter; columns: number }

const oneRecord = (bytes: Buffer, delimiter: Delimiter, { strict }: { strict: boolean }): string[] | null => {
  try {
    const records = parse(bytes, { delimiter, relax_column_count: true, relax_quotes: !strict, record_delimiter: ['\r\n', '\n'] })
    return records.length === 1 ? records[0]! : null
  } catch {
    return null
  }
}

const all = { long: true, control: true }

/** A line on its own: a quote that it opens and does not close is the fault. */
const lineAlone = (bytes: Buffer, line: number, { delimiter, columns }: Several): CsvRow => {
  const text = bytes.toString()
  const fields = text.includes('"') ? oneRecord(bytes, delimiter, { strict: false }) : text.split(delimiter)
  return fields ? rowOf(fields, line, faultOf(fields, columns, all)) : { fields: text.split(delimiter), line, fault: 'broken-quotes' }
}

/**
 * A cell may hold line ends, and so may a cell whose quote was opened by mistake: that one has swallowed the rows behind it, up to
 * the next quote. It is told by what it swallowed: if a line behind the first is a whole row by itself, each line is a row;
 * otherwise the record stays one row. Either way nothing of it is lost. Gives null now and then, where the caller may rest.
 */
export function* rowsOfSeveral(several: Several): Generator<CsvRow | null> {
  const { bytes, fields, line, delimiter, columns } = several
  const strict = oneRecord(bytes, delimiter, { strict: true })
  const fault = strict ? faultOf(strict, columns, all) : 'broken-quotes'
  if (strict && fault !== 'wrong-number-of-columns') return yield rowOf(strict, line, fault)
  const rows: CsvRow[] = []
  let evident = false
  let at = line
  for (let start = 0; start < bytes.length; at++) {
    const found = bytes.indexOf(10, start)
    const end = found < 0 ? bytes.length : found
    const text = bytes.subarray(start, end > start && bytes[end - 1] === 13 ? end - 1 : end)
    start = end + 1
    if (text.length === 0) continue
    const row = lineAlone(text, at, several)
    evident ||= !row.fault && at > line
    rows.push(row)
    if (rows.length % 500 === 0) yield null
  }
  if (evident) yield* rows
  else yield rowOf(fields, line, fault)
}
