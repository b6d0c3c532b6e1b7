import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { fileProblem } from '../../domain/problem.ts'
import { readText } from './readText.ts'

/** Longest record we read, bytes: far above any real row, far below what a quote never closed would swallow. */
const MAX_RECORD_BYTES = 65_536

export type CsvRow = { fields: string[]; line: number }

const told = (error: CsvError, file: string): Error => {
  const line = Number((error as { lines?: number }).lines ?? 0) || undefined
  const where = line === undefined ? { file } : { file, line }
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return fileProblem('quote-not-closed', 'a quote is opened and never closed', where)
    case 'CSV_MAX_RECORD_SIZE':
      return fileProblem('record-too-long', `a row is longer than ${MAX_RECORD_BYTES / 1024} kB (a quote that is never closed, or a very long cell?)`, where)
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
    case 'CSV_RECORD_INCONSISTENT_COLUMNS':
      return fileProblem('wrong-number-of-columns', 'the row has not as many columns as the header', where)
    default:
      return fileProblem('broken-csv', 'the row is not well-formed CSV', where)
  }
}

/** The rows of a CSV or CSV.gz file, the header first, in batches; every fault is a Problem naming the line. */
export async function* readCsv(path: string, file: string): AsyncGenerator<CsvRow[]> {
  const parser = parse({ bom: true, info: true, max_record_size: MAX_RECORD_BYTES, skip_empty_lines: true })
  const source = Readable.from(readText(path, file), { objectMode: false })
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let batch: CsvRow[] = []
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      batch.push({ fields: record, line: info.lines })
      if (batch.length === 4000) {
        yield batch
        batch = []
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? told(error, file) : error
  } finally {
    source.destroy()
  }
  if (batch.length > 0) yield batch
}
