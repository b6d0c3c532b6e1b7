/** h3_index.csv: the cell of a point at each resolution that has a column (r5, r7, …), by h3-js and by the face grid. Exact. */
import { getResolution, gridDisk, isValidCell, latLngToCell } from 'h3-js'
import { createFaceGrid } from '../../server/domain/faceGrid.ts'
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
  const comparisons = columns.flatMap((column) => {
    const expected = texts(table, column)
    const cells = Array.from(lats, (lat, row) => latLngToCell(lat, lngs[row] ?? NaN, resolutionOf(column)))
    return [
      compareTexts(column, cells, expected),
      compareTexts(`${column} (face grid)`, byGrid(lats, lngs, expected, resolutionOf(column)), expected),
    ]
  })
  return {
    kind: 'compared',
    rows: table.rows.length,
    columns,
    notCompared: table.columns.filter((column) => ![...columns, latColumn, lngColumn].includes(column)),
    comparison: together(comparisons),
  }
}

/** Points of one stretch of 10° share a grid, as the points of one area do; its cells are those expected and all beside them. */
function byGrid(lats: Float64Array, lngs: Float64Array, expected: readonly string[], resolution: number): string[] {
  const stretches = new Map<string, number[]>()
  lats.forEach((lat, row) => {
    const key = `${Math.floor(lat / 10)}/${Math.floor((lngs[row] ?? NaN) / 10)}`
    stretches.set(key, [...(stretches.get(key) ?? []), row])
  })
  const found: string[] = expected.map(() => 'none')
  for (const rows of stretches.values()) {
    const valid = rows.map((row) => expected[row] ?? '').filter((cell) => isValidCell(cell) && getResolution(cell) === resolution)
    const grid = createFaceGrid({ cells: [...new Set(valid.flatMap((cell) => gridDisk(cell, 1)))], resolution })
    for (const row of rows) found[row] = grid.cells[grid.rowOf(lats[row] ?? NaN, lngs[row] ?? NaN)] ?? 'none'
  }
  return found
}
