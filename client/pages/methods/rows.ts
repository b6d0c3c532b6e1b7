// Rows as a reader wants them: the strongest first, figures rounded to what they can bear.
import type { ColumnHead } from '../../../server/contract/analysis.ts'

type Value = string | number | null
export type Sort = { column: string; descending: boolean }

/** What a table is first sorted by, where it has one of these. */
const FIRST: Sort[] = [
  { column: 'probability', descending: true }, { column: 'adjusted_p', descending: false }, { column: 'estimate', descending: true }, { column: 'density', descending: true },
  { column: 'times_top', descending: true }, { column: 'last_z', descending: true },
]

/** null: as it comes, which for ranked tables is their rank. */
export const standardSort = (columns: ColumnHead[]): Sort | null =>
  columns.some(({ name }) => name === 'cell') ? (FIRST.find(({ column }) => columns.some(({ name }) => name === column)) ?? null) : null

export const sortRows = (rows: Value[][], columns: ColumnHead[], by: Sort | null): Value[][] => {
  const at = by ? columns.findIndex(({ name }) => name === by.column) : -1
  if (!by || at < 0) return rows
  // What is not known comes last, whichever way.
  return rows.toSorted((a, b) => {
    const [x, y] = [a[at] ?? null, b[at] ?? null]
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x) < String(y) ? -1 : String(x) > String(y) ? 1 : 0
    return by.descending ? -order : order
  })
}

export const saidValue = (value: Value, { name, type }: ColumnHead): string => {
  if (value === null) return '–'
  if (typeof value === 'string') return value
  if (type === 'integer' || Number.isInteger(value)) return value.toLocaleString('en-GB')
  if (/(^|_)p($|_)/.test(name)) return value < 0.001 ? '< 0.001' : value.toFixed(3)
  if (name === 'lat' || name === 'lng') return value.toFixed(5)
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-GB') : String(Number(value.toPrecision(4)))
}
