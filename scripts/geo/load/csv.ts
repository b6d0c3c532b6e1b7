import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { LoadError } from './loadError.ts'
import type { Source } from './sources.ts'

export type Row = { cells: string[]; line: number }

/** Longer than any row of these publishers: an open quotation mark that would swallow the file. */
const MOST_CHARACTERS = 100_000

/** Rows of one CSV file, one at a time; `line` is where a row ends. */
export async function* csvRows(source: Source): AsyncGenerator<Row> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true, max_record_size: MOST_CHARACTERS })
  const text = Readable.from(source.text())
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) yield { cells: record, line: info.lines }
  } catch (error) {
    if (error instanceof LoadError) throw error
    throw new LoadError(`${source.name}: ${(error as Error).message}`)
  } finally {
    text.destroy()
  }
}

export type Named = { line: number; at: (column: string) => string }

/** Rows by the names of their columns, whatever the order and case; ends the load when a wanted column is missing. */
export async function* namedRows(source: Source, wanted: string[]): AsyncGenerator<Named> {
  let places: Map<string, number> | null = null
  let width = 0
  for await (const { cells, line } of csvRows(source)) {
    if (places === null) {
      places = new Map(cells.map((name, i) => [name.toLowerCase(), i]))
      width = cells.length
      const missing = wanted.filter((name) => !places!.has(name.toLowerCase()))
      if (missing.length > 0) throw new LoadError(`${source.name} line ${line}: no column ${missing.join(', ')}`)
      continue
    }
    if (cells.length !== width) throw new LoadError(`${source.name} line ${line}: ${cells.length} columns instead of ${width}`)
    const known = places
    yield { line, at: (column) => cells[known.get(column.toLowerCase()) ?? -1] ?? '' }
  }
  if (places === null) throw new LoadError(`${source.name}: the file is empty`)
}

/** NaN unless the text is a plain number: Number('') would be 0, and 0,0 a place. */
export const numberOf = (text: string): number => (/^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN)
