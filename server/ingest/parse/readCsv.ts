import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { fileProblem } from '../../domain/problem.ts'
import { readText } from './readText.ts'

/** Longest record we read, bytes: far above any real row, far below what a quote never closed would swallow. */
const MAX_RECORD_BYTES = 65_536

/** `line` is where the row begins: a cell in quotes may hold line ends of its own. */
export type CsvRow = { fields: string[]; line: number }

/** A record and the line it ends on. */
type Parsed = { record: string[]; lines: number }

const told = (error: CsvError, file: string, lastLine: number): Error => {
  const at = { file, line: Number((error as { lines?: number }).lines ?? lastLine + 1) }
  const began = { file, line: lastLine + 1 }
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return fileProblem('quote-not-closed', 'a quote is opened and never closed', began)
    case 'CSV_MAX_RECORD_SIZE':
      return fileProblem('record-too-long', `a row is longer than ${MAX_RECORD_BYTES / 1024} kB (a quote that is never closed, or a very long cell?)`, began)
    default:
      return fileProblem('broken-csv', 'the row is not well-formed CSV', at)
  }
}

const lineEnds = (fields: string[]): number => fields.reduce((sum, field) => sum + field.split('\n').length - 1, 0)

/** The rows of a CSV or CSV.gz file in batches, the header alone in the first; every fault is a Problem naming the line. */
export async function* readCsv(path: string, file: string): AsyncGenerator<CsvRow[]> {
  // Last line of the last row parsed, which is further on than the last row we got: the parser reads ahead.
  let lastLine = 0
  const parser = parse({
    bom: true,
    max_record_size: MAX_RECORD_BYTES,
    skip_empty_lines: true,
    relax_column_count: true, // judged below, after the header: a wrong header must not be told as a fault of line 2
  })
  // With `info` or `on_record` the parser copies all its counters for every record, a third of the time of reading; at the moment
  // it hands a record on, its own counter says the same.
  const handOn = parser.push.bind(parser)
  parser.push = (record: string[] | null) => {
    if (record) lastLine = parser.info.lines
    return handOn(record && ({ record, lines: lastLine } satisfies Parsed))
  }
  const source = Readable.from(readText(path, file), { objectMode: false })
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let batch: CsvRow[] = []
  let columns = 0
  let end = 0
  try {
    for await (const { record, lines } of parser as AsyncIterable<Parsed>) {
      const line = lines === end + 1 ? lines : lines - lineEnds(record)
      end = lines
      if (columns > 0 && record.length !== columns)
        throw fileProblem('wrong-number-of-columns', `the row has ${record.length} columns, the header ${columns}`, { file, line })
      batch.push({ fields: record, line })
      if (batch.length === 8000 || columns === 0) {
        columns = record.length
        yield batch
        batch = []
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? told(error, file, lastLine) : error
  } finally {
    source.destroy()
  }
  if (batch.length > 0) yield batch
}
