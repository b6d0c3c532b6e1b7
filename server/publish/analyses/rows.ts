import type { ColumnHead } from '../../contract/analysis.ts'
import type { ResultTable } from '../../domain/resultTable.ts'
import type { Released } from '../release.ts'
import { csvLines } from '../tableText.ts'

export type Value = string | number | null

/** Rows that are written before others may have the thread: some milliseconds. */
const SLICE = 500

/** Stretch of a column as values to be told: a cell in hexadecimal, a figure that is not known as null. */
const valuesOf = ({ values }: ResultTable['columns'][number], from: number, to: number): Value[] =>
  values instanceof BigUint64Array ? Array.from(values.subarray(from, to), (cell) => cell.toString(16))
  : Array.isArray(values) ? values.slice(from, to)
  : Array.from(values.subarray(from, to), (x) => (Number.isFinite(x) ? x : null))

export const headsOf = (table: Released<ResultTable>): ColumnHead[] => table.columns.map(({ name, label, type }) => ({ name, label, type }))

/** Row by row, some hundred rows at a time. */
export function* slicesOf(table: Released<ResultTable>): Generator<Value[][]> {
  for (let from = 0; from < table.rows; from += SLICE) {
    const to = Math.min(table.rows, from + SLICE)
    const columns = table.columns.map((column) => valuesOf(column, from, to))
    yield Array.from({ length: to - from }, (_, row) => columns.map((column) => column[row] ?? null))
  }
}

/** A JSON list of all rows, in pieces; `write` says a row. */
export function* listPieces<T>(table: Released<ResultTable>, write: (row: Value[]) => T): Generator<string> {
  let between = '['
  for (const slice of slicesOf(table)) {
    yield between + slice.map((row) => JSON.stringify(write(row))).join(',')
    between = ','
  }
  yield between === '[' ? '[]' : ']'
}

/** The table as JSON text, in pieces. */
export function* rowsJson(analysis: string, table: Released<ResultTable>): Generator<string> {
  yield `${JSON.stringify({ analysis, table: table.name, columns: headsOf(table) }).slice(0, -1)},"rows":`
  yield* listPieces(table, (row) => row)
  yield '}'
}

export function* rowsCsv(table: Released<ResultTable>): Generator<string> {
  yield csvLines([table.columns.map(({ name }) => name)])
  for (const slice of slicesOf(table)) yield csvLines(slice)
}
