/** h3_index.csv: the cell of a point at each resolution that has a column (r5, r7, …). Exact. */
import { latLngToCell } from 'h3-js'
import { compareTexts, together } from './compare.ts'
import type { Outcome } from './outcome.ts'
import { needColumn, numbers, readTable, texts, Unreadable } from './table.ts'

export function verifyH3Index(dir: string, file: string): Outcome {
  const table = readTable(dir, file)
  const latColumn = needColumn(table, 'lat', 'latitude')
  const lngColumn = needColumn(table, 'lon', 'lng', 'longitude')
  const lats = numbers(table, latColumn)
  const lngs = numbers(table, lngColumn)
  const resolutionOf = (column: string): number => Number(/^r(\d+)$/i.exec(column)?.[1] ?? NaN)
  const columns = table.columns.filter((column) => resolutionOf(column) <= 15)
  if (columns.length === 0) throw new Unreadable(`${file} has no column r0 … r15`)
  const comparisons = columns.map((column) => {
    const cells = Array.from(lats, (lat, row) => latLngToCell(lat, lngs[row] ?? NaN, resolutionOf(column)))
    return compareTexts(column, cells, texts(table, column))
  })
  return {
    kind: 'compared',
    rows: table.rows.length,
    columns,
    notCompared: table.columns.filter((column) => ![...columns, latColumn, lngColumn].includes(column)),
    comparison: together(comparisons),
  }
}
