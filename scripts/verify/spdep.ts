/**
 * Files *_spdep*.csv: input and result of R spdep in one table. The value is the column before the first result; results are
 * G, Gstar (localG), Ii, E.Ii, Var.Ii, Z.Ii or ZIi (localmoran; where every E.Ii is the same, conditional = FALSE). Neighbours stand in a column (nbrs, knn6: row
 * numbers from 1, separated by spaces), or are all points within the distance that the result's name ends with (Gstar30: x, y within
 * 30, the cell itself not counted).
 */
import { gi, giStar } from '../../server/statistics/getisOrd.ts'
import { localMoran, type LocalMoranNull } from '../../server/statistics/localMoran.ts'
import { type Neighbours, neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { type Comparison, compareNumbers } from './compare.ts'
import { comparedBy, type Outcome } from './outcome.ts'
import { findColumn, needColumn, numbers, readTable, type Table, texts, Unreadable } from './table.ts'

const RESULT = /^(G|Gstar|Ii|E\.Ii|Var\.Ii|Z\.?Ii)(\d+(?:\.\d+)?)?$/

export function verifySpdep(dir: string, file: string): Outcome {
  const table = readTable(dir, file)
  const first = table.columns.findIndex((column) => RESULT.test(column))
  const valueColumn = table.columns[first - 1]
  if (valueColumn === undefined) throw new Unreadable(`${file} has no result (G, Gstar, Ii, …) with the values before it`)
  const values = numbers(table, valueColumn)
  const lists = new Map<string, Neighbours>()
  const near = (distance: string): Neighbours => {
    const known = lists.get(distance) ?? (distance === '' ? givenNeighbours(table) : within(table, Number(distance)))
    lists.set(distance, known)
    return known
  }
  const expectations = table.columns.includes('E.Ii') ? new Set(texts(table, 'E.Ii')) : new Set()
  const under: LocalMoranNull = expectations.size === 1 ? 'total' : 'conditional'
  const compared: [string, Comparison][] = []
  for (const column of table.columns) {
    const [, name, distance = ''] = RESULT.exec(column) ?? []
    if (name === undefined) continue
    compared.push([column, compareNumbers(column, 'score', statistic(name, values, near(distance), under), numbers(table, column))])
  }
  return comparedBy(table.rows.length, compared)
}

function statistic(name: string, values: Float64Array, neighbours: Neighbours, under: LocalMoranNull): Float64Array {
  if (name === 'G') return gi(values, neighbours)
  if (name === 'Gstar') return giStar(values, neighbours)
  const { i, expectation, variance, z } = localMoran(values, neighbours, under)
  return name === 'Ii' ? i : name === 'E.Ii' ? expectation : name === 'Var.Ii' ? variance : z
}

/** The lists of the table, from row numbers that count from 1. */
export function givenNeighbours(table: Table): Neighbours {
  const column = table.columns.find((name) => /^(nbrs|neighbours|knn\d*)$/i.test(name))
  if (column === undefined) throw new Unreadable(`${table.file} has no column of neighbours (nbrs, knn6, …)`)
  const lists = texts(table, column).map((text) => text.split(' ').flatMap((row) => (row === '' ? [] : [Number(row) - 1])))
  try {
    return neighboursFromLists(lists)
  } catch (error) {
    throw new Unreadable(`${table.file} column ${column}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function within(table: Table, distance: number): Neighbours {
  const xs = numbers(table, findColumn(table, 'x') ?? needColumn(table, 'e'))
  const ys = numbers(table, findColumn(table, 'y') ?? needColumn(table, 'n'))
  const points = Array.from(xs, (x, i) => [x, ys[i] ?? NaN] as const)
  return neighboursFromLists(
    points.map(([x, y], i) => points.flatMap(([u, v], j) => (j !== i && Math.hypot(x - u, y - v) <= distance ? [j] : []))),
  )
}
