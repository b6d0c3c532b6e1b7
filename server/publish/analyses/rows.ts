import type { ColumnHead } from '../../contract/analysis.ts'
import type { ResultTable } from '../../domain/resultTable.ts'
import type { Released } from '../release.ts'
import { tableCsv } from '../tableText.ts'

export type Value = string | number | null

/** One column as values to be told: a cell in hexadecimal, a figure that is not known as null. */
const valuesOf = ({ values }: ResultTable['columns'][number]): Value[] =>
  values instanceof BigUint64Array ? Array.from(values, (cell) => cell.toString(16))
  : Array.isArray(values) ? values
  : Array.from(values, (x) => (Number.isFinite(x) ? x : null))

export const headsOf = (table: Released<ResultTable>): ColumnHead[] => table.columns.map(({ name, label, type }) => ({ name, label, type }))

/** Row by row. */
export const rowsOf = (table: Released<ResultTable>): Value[][] => {
  const columns = table.columns.map(valuesOf)
  return Array.from({ length: table.rows }, (_, row) => columns.map((column) => column[row] ?? null))
}

export const rowsCsv = (table: Released<ResultTable>): string => tableCsv(table.columns.map(({ name }) => name), rowsOf(table))
