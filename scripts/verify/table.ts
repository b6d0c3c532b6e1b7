/** Reference tables: comma-separated with a header, columns fetched by name. Anything odd is an Unreadable with one line to show. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

/** A reference that cannot be used; its message goes on the reference's line. */
export class Unreadable extends Error {}

export type Table = { file: string; columns: string[]; rows: Record<string, string>[] }

export function readTable(dir: string, file: string): Table {
  const text = readText(dir, file)
  let cells: string[][]
  try {
    cells = parse(text, { bom: true, trim: true, skip_empty_lines: true })
  } catch (error) {
    throw new Unreadable(`${file} is not a table: ${error instanceof Error ? error.message : String(error)}`)
  }
  const [columns, ...lines] = cells
  if (!columns) throw new Unreadable(`${file} is empty`)
  if (new Set(columns).size < columns.length) throw new Unreadable(`${file} has a column name twice`)
  if (lines.length === 0) throw new Unreadable(`${file} has no rows`)
  return { file, columns, rows: lines.map((line) => Object.fromEntries(columns.map((name, c) => [name, line[c] ?? '']))) }
}

/** Undefined when the file is not there: any file of a reference folder may be missing. */
export function readTableIfThere(dir: string, file: string): Table | undefined {
  return existsSync(join(dir, file)) ? readTable(dir, file) : undefined
}

export function readText(dir: string, file: string): string {
  try {
    return readFileSync(join(dir, file), 'utf8')
  } catch (error) {
    throw new Unreadable(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Python writes NaN, which JSON has not; it is read as null here. */
export function readJson(dir: string, file: string): unknown {
  const text = readText(dir, file)
  try {
    return JSON.parse(text.replaceAll(/\bNaN\b/g, 'null'))
  } catch (error) {
    throw new Unreadable(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The first of these column names that the table has. */
export function findColumn(table: Table, ...names: string[]): string | undefined {
  return table.columns.find((column) => names.includes(column.toLowerCase()))
}

export function needColumn(table: Table, ...names: string[]): string {
  const column = findColumn(table, ...names)
  if (!column) throw new Unreadable(`${table.file} has no column ${names.join(' or ')}`)
  return column
}

export function texts(table: Table, column: string): string[] {
  return table.rows.map((row) => row[column] ?? '')
}

const notNumbers = new Map([
  ['na', NaN],
  ['nan', NaN],
  ['inf', Infinity],
  ['-inf', -Infinity],
])

/** As R and Python write numbers; NA is NaN. A cell that is not a number is Unreadable, an empty one too. */
export function numbers(table: Table, column: string): Float64Array {
  return Float64Array.from(texts(table, column), (text, row) => {
    const value = notNumbers.get(text.toLowerCase()) ?? (text === '' ? undefined : Number(text))
    if (value === undefined || (Number.isNaN(value) && !/^nan?$/i.test(text))) {
      throw new Unreadable(`${table.file} row ${row + 1} column ${column}: "${text}" is not a number`)
    }
    return value
  })
}
