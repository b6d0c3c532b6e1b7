// Rows as a reader wants them: the strongest first, figures rounded to what they can bear, the address of a cell last.
import type { ColumnHead, Figure } from '../../../server/contract/analysis.ts'
import { addMonths, isMonth, monthLabel } from '../../months.ts'
import { DEFAULT_STATE, formatState, roundView } from '../../state.ts'

type Value = string | number | null
export type Sort = { column: string; descending: boolean }

/** What a table of places is first sorted by: the first of these that it has. */
const FIRST: Sort[] = [
  { column: 'probability', descending: true }, { column: 'adjusted_p', descending: false }, { column: 'estimate', descending: true }, { column: 'z', descending: true },
  { column: 'density', descending: true }, { column: 'times_top', descending: true }, { column: 'last_z', descending: true }, { column: 'later', descending: true }, { column: 'first', descending: true },
]

/** null: as it comes, which for ranked tables is their rank. */
export const standardSort = (columns: ColumnHead[]): Sort | null =>
  columns.some(({ name }) => name === 'cell') ? (FIRST.find(({ column }) => columns.some(({ name }) => name === column)) ?? null) : null

const compare = (a: Value, b: Value): number => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0)

export const sortRows = (rows: Value[][], columns: ColumnHead[], by: Sort | null): Value[][] => {
  const at = by ? columns.findIndex(({ name }) => name === by.column) : -1
  if (!by || at < 0) return rows
  // Adjusted p comes in long ties: among equals the farthest from the ordinary stands first.
  const z = columns.findIndex(({ name }) => name === 'z')
  const strength = (row: Value[]): number => Math.abs(Number(row[z] ?? 0))
  // What is not known comes last, whichever way.
  return rows.toSorted((a, b) => {
    const [x, y] = [a[at] ?? null, b[at] ?? null]
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1
    return (by.descending ? -1 : 1) * compare(x, y) || strength(b) - strength(a)
  })
}

/** Columns in the order of reading: a cell's address says least to a person. Shapes, and what stands elsewhere, are for the files. */
export const shownColumns = (columns: ColumnHead[]): ColumnHead[] => {
  const shown = columns.filter(({ name }) => name !== 'outline' && name !== 'cells' && name !== 'lng')
  return [...shown.filter(({ type, name }) => type !== 'cell' && name !== 'lat'), ...shown.filter(({ type, name }) => type === 'cell' || name === 'lat')]
}

const MINUS = '\u2212'
const written = (text: string): string => text.replace(/^-/, MINUS)
const fixed = (value: number, digits: number): string => written(value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits }))
/** Three figures that count: more than that nobody reads, and few of these can bear. The files have them all. */
const rounded = (value: number): string => (Math.abs(value) >= 1000 ? written(Math.round(value).toLocaleString('en-GB')) : written(Number(value.toPrecision(3)).toLocaleString('en-GB', { maximumSignificantDigits: 3 })))

/** Shares between 0 and 1 by what their label calls them. */
const isShare = (label: string): boolean => /^(share|hit rate|overlap|mean overlap|probability)/i.test(label) && !/\btimes\b/i.test(label)
const percent = (value: number): string => `${rounded(100 * value)} %`
const saidP = (value: number): string => (value < 0.001 ? '< 0.001' : value.toFixed(3))
/** 1 and 0 that mean yes and no. */
const isTick = (name: string): boolean => /(_hot$|^by_|^significant$)/.test(name)

/** `2025-12-30` and `2025-12` as people say them, unbroken; other text as it is. Sorting goes by what was sent. */
const saidDate = (text: string): string => {
  const [, month, day] = /^(\d{4}-\d{2})(?:-(\d{2}))?$/.exec(text) ?? []
  return month && isMonth(month) ? `${day ? `${Number(day)} ` : ''}${monthLabel(month)}`.replaceAll(' ', '\u00A0') : text
}

export const saidValue = (value: Value, { name, label, type }: ColumnHead): string => {
  if (value === null) return '–'
  if (typeof value === 'string') return saidDate(value)
  if (isTick(name)) return value === 0 ? '–' : 'Yes'
  if (/(^|_)p($|_)/.test(name)) return saidP(value)
  if (name === 'lat' || name === 'lng') return fixed(value, 5)
  if (name === 'within_m' && value === 0) return 'same place'
  if (name === 'radius_m') return value === 0 ? 'one cell' : rounded(Math.round(value))
  if (/(^|_)z$/.test(name)) return fixed(value, 2)
  if (isShare(label)) return percent(value)
  return type === 'integer' || Number.isInteger(value) ? written(value.toLocaleString('en-GB')) : rounded(value)
}

/** A figure with its unit, as large type shows it. */
export const saidFigure = ({ label, value, unit }: Pick<Figure, 'label' | 'value' | 'unit'>): string => {
  if (value === null) return 'not known'
  const text = typeof value === 'string' ? value : isShare(label) ? percent(value) : Number.isInteger(value) ? written(value.toLocaleString('en-GB')) : rounded(value)
  return unit ? `${text} ${unit}` : text
}

/**
 * Where the row lies, on the map page with the same months: its cell where that is of the size the map counts in, else the middle. Null
 * where the row is no place. The map shows its own counts there, not this answer.
 */
export const mapLink = (row: Value[], column: ColumnHead, columns: ColumnHead[], { period }: { period?: { from: string; to: string } }): string | null => {
  const at = (name: string): Value => row[columns.findIndex((one) => one.name === name)] ?? null
  const months = period?.from.endsWith('-01') && period.to.endsWith('-01') ? { from: period.from.slice(0, 7), to: addMonths(period.to.slice(0, 7), -1) } : {}
  const [lat, lng, cell] = [at('lat'), at('lng'), at('cell')]
  if (column.name === 'lat' && typeof lat === 'number' && typeof lng === 'number') return `/?${formatState({ ...DEFAULT_STATE, ...months, view: roundView({ lat, lng, zoom: 14 }) })}`
  if (column.type === 'cell' && typeof cell === 'string' && cell.startsWith('89')) return `/?${formatState({ ...DEFAULT_STATE, ...months, selection: { kind: 'cell', cell } })}`
  return null
}
