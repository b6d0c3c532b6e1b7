import { setImmediate as turn } from 'node:timers/promises'
import { parse } from 'csv-parse'
import type { Delimiter } from './dialect.ts'
import { MAX_CELL, MAX_RECORD } from './limits.ts'
import { createLineTrack } from './lineTrack.ts'
import { CONTROL, faultOf, rowOf, type CsvRow } from './row.ts'
import type { Several } from './swallowed.ts'

/** Bytes parsed in one go: some 600 rows, a few milliseconds; then everybody else in the process has a turn. */
const SLICE = 1 << 16

/** Feeds a csv-parse parser piece by piece and takes its records as they come: as a stream of objects it would take a third longer. */
export const createCsvReader = (delimiter: Delimiter, firstLine: number) => {
  const track = createLineTrack(firstLine)
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    max_record_size: MAX_RECORD,
    skip_empty_lines: true,
    relax_column_count: true, // a row with another number is set aside, not the file refused
    relax_quotes: true, // so is a row with a quote inside a word; what that can hide is looked for in swallowed.ts
  })
  parser.on('error', () => {}) // told by the callbacks below as well
  let rows: (CsvRow | Several)[] = []
  let bytes = 0
  let columns = 0
  let control = false
  // When it hands a record on, the parser's own counter says at which byte the record ended; asked for `info` with each record it
  // would copy all its counters every time.
  parser.push = (fields: string[] | null): boolean => {
    if (!fields) return true
    const { line, length, several } = track.recordUpTo(parser.info.bytes)
    if (columns === 0) columns = fields.length
    else if (fields.length === 1 && columns > 1 && fields[0]!.trim() === '') return true // a line of blanks
    bytes += length
    // A cell that begins with a quote may be one that was closed too early, and went on.
    const dubious = several && (fields.length !== columns || fields.some((field) => field.startsWith('"')))
    rows.push(dubious ? { bytes: several, fields, line, delimiter, columns } : rowOf(fields, line, faultOf(fields, columns, { long: length > MAX_CELL, control })))
    return true
  }
  const done = (begin: (told: (error?: Error | null) => void) => void): Promise<void> =>
    new Promise((resolve, reject) => begin((error) => (error ? reject(error) : resolve())))
  return {
    /** The line on which the record begins that the parser is in. */
    line: track.line,
    write: async (piece: Buffer): Promise<void> => {
      const here = CONTROL.test(piece.toString('latin1'))
      control ||= here
      track.add(piece)
      for (let at = 0; at < piece.length; at += SLICE) {
        await done((told) => parser.write(piece.subarray(at, at + SLICE), told))
        await turn()
      }
      control = here // the parser may still hold the last record of this piece
    },
    end: (): Promise<void> => done((told) => void parser.end(told)),
    /** What has been read since the last time, and how many bytes that was. */
    take: (): { rows: (CsvRow | Several)[]; bytes: number } => {
      const taken = { rows, bytes }
      rows = []
      bytes = 0
      return taken
    },
    close: (): void => void parser.destroy(),
  }
}
