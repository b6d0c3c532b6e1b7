import { setImmediate as turn } from 'node:timers/promises'
import { CsvError } from 'csv-parse'
import { fileProblem } from '../../domain/problem.ts'
import { createCsvReader } from './csvReader.ts'
import { dialectOf, type Dialect } from './dialect.ts'
import { BATCH_BYTES, BATCH_ROWS, JUDGED_ROWS, MAX_RECORD } from './limits.ts'
import type { CsvRow } from './row.ts'
import { rowsOfSeveral } from './swallowed.ts'

type Reader = ReturnType<typeof createCsvReader>

const told = (error: CsvError, file: string, line: number): Error => {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return fileProblem('quote-not-closed', 'a quote is opened and never closed', { file, line })
    case 'CSV_MAX_RECORD_SIZE':
      return fileProblem('record-too-long', `a row is longer than ${MAX_RECORD / 1024} kB (a quote that is never closed, or a very long cell?)`, { file, line })
    default:
      return fileProblem('broken-csv', 'the row is not well-formed CSV', { file, line })
  }
}

/** More than half of the first rows wrong: then it is not the rows that are wrong. */
const judgeColumns = (rows: CsvRow[], columns: number, file: string): void => {
  const wrong = rows.filter(({ fault }) => fault === 'wrong-number-of-columns')
  if (wrong.length * 2 <= rows.length) return
  const what = `${wrong.length} of the first ${rows.length} rows have another number of columns than the header, which has ${columns} (a wrong header or separator?)`
  throw fileProblem('wrong-number-of-columns', what, { file, line: wrong[0]!.line })
}

/** Holds rows back until there is a batch of them; the header goes alone and first. */
const createBatches = (file: string) => {
  let held: CsvRow[] = []
  let bytes = 0
  let columns = 0
  let judged = false
  return {
    add: (row: CsvRow): void => void held.push(row),
    weigh: (more: number): void => void (bytes += more),
    *ready(atEnd: boolean): Generator<CsvRow[]> {
      if (columns === 0 && held.length > 0) {
        columns = held[0]!.fields.length
        yield held.splice(0, 1)
      }
      if (!atEnd && held.length < BATCH_ROWS && bytes < BATCH_BYTES) return
      if (!judged) judgeColumns(held.slice(0, JUDGED_ROWS), columns, file)
      judged = true
      const heavy = bytes >= BATCH_BYTES
      bytes = 0
      const all = held
      const rest = atEnd || heavy ? all.length : all.length - (all.length % BATCH_ROWS)
      held = all.slice(rest)
      for (let i = 0; i < rest; i += BATCH_ROWS) yield all.slice(i, Math.min(i + BATCH_ROWS, rest))
    },
  }
}

/** As `numbered` says, the line is our own first cell: the text was made from a workbook or XML, whose rows have other numbers. */
const numberedRow = ({ fields: [line, ...fields], ...rest }: CsvRow): CsvRow => ({ ...rest, fields, line: Number(line) })

/**
 * The rows of CSV text in batches, the header alone in the first. A row that is wrong by itself has a `fault`; a file that is wrong
 * is a Problem. Between batches the event loop gets its turn.
 */
export async function* csvRows(text: AsyncIterable<Buffer>, file: string, { numbered = false } = {}): AsyncGenerator<CsvRow[]> {
  const batches = createBatches(file)
  let reader: Reader | null = null
  let blank = 0
  const gather = async (from: Reader): Promise<void> => {
    const { rows, bytes } = from.take()
    batches.weigh(bytes)
    for (const item of rows) {
      if (!('delimiter' in item)) batches.add(numbered ? numberedRow(item) : item)
      else {
        for (const row of rowsOfSeveral(item)) {
          if (row) batches.add(row)
          else await turn()
        }
      }
    }
  }
  async function* handOn(atEnd: boolean): AsyncGenerator<CsvRow[]> {
    for (const batch of batches.ready(atEnd)) {
      yield batch
      await turn()
    }
  }
  try {
    for await (const piece of text) {
      const dialect: Dialect | null = reader ? null : numbered ? { delimiter: ',', skipBytes: 0, skipLines: 0 } : dialectOf(piece, file)
      if (dialect) reader = createCsvReader(dialect.delimiter, blank + dialect.skipLines + 1)
      if (!reader) {
        blank += piece.toString('latin1').split('\n').length - 1
        continue
      }
      await reader.write(dialect ? piece.subarray(dialect.skipBytes) : piece)
      await gather(reader)
      yield* handOn(false)
    }
    await reader?.end()
    if (reader) await gather(reader)
    yield* handOn(true)
  } catch (error) {
    throw error instanceof CsvError && reader ? told(error, file, reader.line()) : error
  } finally {
    reader?.close()
  }
}
