/** expect_gistar_k*.csv: Gi*, Gi, their p-values and adjusted p-values on an H3 patch (cells.csv). And neighbours.json against H3. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { gridDisk, isValidCell } from 'h3-js'
import { adjustP, type AdjustMethod } from '../../server/statistics/adjust.ts'
import { gi, giStar } from '../../server/statistics/getisOrd.ts'
import { type Neighbours, neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { twoSidedPs } from '../../server/statistics/normal.ts'
import { type Comparison, compareNumbers, compareTexts } from './compare.ts'
import { ADJUST_COLUMNS } from './adjust.ts'
import { comparedBy, type Outcome } from './outcome.ts'
import { needColumn, numbers, readJson, readTable, readTableIfThere, type Table, texts, Unreadable } from './table.ts'

export type Field = { cells: string[]; counts: Float64Array; rowOf: Map<string, number> }

export function verifyGetisOrd(dir: string, file: string): Outcome {
  const expected = readTable(dir, file)
  const table = readTableIfThere(dir, 'cells.csv')
  if (!table) return verifyWithoutCells(expected)
  const field = readField(table)
  const k = Number(/_k(\d+)\.csv$/.exec(file)?.[1])
  const at = rowsOf(expected, field)
  const neighbours = neighboursAt(dir, field, k)
  const statistics: Record<string, Float64Array> = {
    gi_star_z: giStar(field.counts, neighbours),
    gi_z: gi(field.counts, neighbours),
  }
  const { comparisons, unknown } = compareColumns(expected, (column) => ours(column, statistics), at)
  return outcome(expected, comparisons, unknown)
}

/** neighbours.json says what is next to what; the analysis asks H3. Both must agree. */
export function verifyNeighbours(dir: string, file: string): Outcome {
  const table = readTableIfThere(dir, 'cells.csv')
  if (!table) return { kind: 'unchecked', why: 'cells.csv is not there' }
  const field = readField(table)
  const given = readLists(dir)
  if (!field.cells.every((cell) => isValidCell(cell))) return { kind: 'unchecked', why: 'the cells are not H3 cells' }
  const levels = Object.keys(given).filter((key) => /^k\d+$/.test(key))
  if (levels.length === 0) throw new Unreadable(`${file} has no lists k1, k2, …`)
  const said = (list: Iterable<number>): string => [...list].sort((a, b) => a - b).join(' ')
  const compared = levels.map((level): [string, Comparison] => {
    const lists = listsOf(given, level, field.cells.length)
    const { offsets, targets } = neighboursOfH3(field, Number(level.slice(1)))
    return [level, compareTexts(level, lists.map((_, row) => said(targets.subarray(offsets[row], offsets[row + 1]))), lists.map(said))]
  })
  return comparedBy(levels.length * field.cells.length, compared)
}

/** Without the counts z cannot be recomputed, but the p-values follow from the z given. */
function verifyWithoutCells(expected: Table): Outcome {
  const statistics: Record<string, Float64Array> = {}
  for (const column of expected.columns) if (/^gi_(star_)?z$/.test(column)) statistics[column] = numbers(expected, column)
  const { comparisons, unknown } = compareColumns(
    expected,
    (column) => (column in statistics ? undefined : ours(column, statistics)),
    expected.rows.map((_, row) => row),
  )
  if (comparisons.length === 0) return { kind: 'unchecked', why: 'cells.csv is not there' }
  return outcome(expected, comparisons, unknown)
}

function outcome(expected: Table, compared: [string, Comparison][], unknown: string[]): Outcome {
  if (compared.length === 0) throw new Unreadable(`${expected.file} has no column to compare`)
  return comparedBy(expected.rows.length, compared, unknown)
}

function compareColumns(expected: Table, compute: (column: string) => Float64Array | undefined, at: readonly number[]) {
  const comparisons: [string, Comparison][] = []
  const unknown: string[] = []
  for (const column of expected.columns) {
    if (column === 'cell') continue
    const mine = compute(column)
    if (!mine) {
      unknown.push(column)
      continue
    }
    const kind = /^gi_(star_)?z$/.test(column) ? 'score' : 'p'
    const inOrder = Float64Array.from(at, (row) => mine[row] ?? NaN)
    comparisons.push([column, compareNumbers(column, kind, inOrder, numbers(expected, column))])
  }
  return { comparisons, unknown }
}

/** The column's meaning by its name: p_two_sided, p_bh … belong to Gi*, gi_p_two_sided, gi_p_bh … to Gi. Undefined if not known. */
function ours(column: string, statistics: Record<string, Float64Array>): Float64Array | undefined {
  if (statistics[column]) return statistics[column]
  const parts = /^(gi_star_|gi_)?p(?:_(.+))?$/.exec(column.toLowerCase())
  const z = parts && statistics[parts[1] === 'gi_' ? 'gi_z' : 'gi_star_z']
  if (!z) return undefined
  const p = twoSidedPs(z)
  if (parts[2] === undefined || parts[2] === 'two_sided') return p
  const method: AdjustMethod | undefined = ADJUST_COLUMNS.get(parts[2])
  return method && adjustP(p, method)
}

export function readField(table: Table): Field {
  const cells = texts(table, needColumn(table, 'cell'))
  const counts = numbers(table, needColumn(table, 'count'))
  const odd = counts.findIndex((count) => !Number.isFinite(count))
  if (odd >= 0) throw new Unreadable(`${table.file} row ${odd + 1}: the count is not a number`)
  const rowOf = new Map(cells.map((cell, row) => [cell, row]))
  if (rowOf.size < cells.length) throw new Unreadable(`${table.file} names a cell twice`)
  return { cells, counts, rowOf }
}

/** For each expected row the row of cells.csv; every cell must be expected exactly once, or the adjusted p would mean something else. */
export function rowsOf(expected: Table, field: Field): number[] {
  const names = texts(expected, needColumn(expected, 'cell'))
  const rows = names.map((cell) => {
    const row = field.rowOf.get(cell)
    if (row === undefined) throw new Unreadable(`${expected.file} has cell ${cell}, which cells.csv has not`)
    return row
  })
  if (new Set(rows).size < rows.length) throw new Unreadable(`${expected.file} names a cell twice`)
  if (rows.length < field.cells.length) {
    throw new Unreadable(`${expected.file} has ${rows.length} of the ${field.cells.length} cells of cells.csv`)
  }
  return rows
}

/** From H3 as the analysis does it; cells that are not H3 cells need neighbours.json. */
export function neighboursAt(dir: string, field: Field, k: number): Neighbours {
  if (field.cells.every((cell) => isValidCell(cell))) return neighboursOfH3(field, k)
  if (!existsSync(join(dir, 'neighbours.json'))) throw new Unreadable('cells.csv: not H3 cells, and neighbours.json is not there')
  return neighboursFromLists(listsOf(readLists(dir), `k${k}`, field.cells.length))
}

function neighboursOfH3({ cells, rowOf }: Field, k: number): Neighbours {
  return neighboursFromLists(
    cells.map((cell, row) => gridDisk(cell, k).flatMap((near) => rowOf.get(near) ?? []).filter((other) => other !== row)),
  )
}

function readLists(dir: string): Record<string, unknown> {
  const value = readJson(dir, 'neighbours.json')
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  throw new Unreadable('neighbours.json is not of the form { "k1": [[…], …] }')
}

function listsOf(given: Record<string, unknown>, level: string, n: number): number[][] {
  const lists = given[level]
  const good = (list: unknown): list is number[] => Array.isArray(list) && list.every((j) => Number.isInteger(j))
  if (!Array.isArray(lists) || !lists.every(good)) throw new Unreadable(`neighbours.json has no lists of rows ${level}`)
  if (lists.length !== n) throw new Unreadable(`neighbours.json has ${lists.length} lists ${level} for ${n} cells`)
  return lists
}
