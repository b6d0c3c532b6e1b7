/**
 * expect_dbscan*.csv: labels and core points of points.csv. A column says its own parameters: hav_EPS_MINPTS_label, planar_EPS_MINPTS_core,
 * … where hav is great-circle distance of lat and lon, planar straight-line distance of x_m and y_m. Exact.
 */
import { type Clusters, dbscan, dbscanHaversine } from '../../server/statistics/dbscan.ts'
import { type Comparison, compareTexts } from './compare.ts'
import { comparedBy, type Outcome } from './outcome.ts'
import { findColumn, needColumn, numbers, readTable, readTableIfThere, type Table, texts, Unreadable } from './table.ts'

const columnName = /^(hav|haversine|planar)_(\d+(?:\.\d+)?)_(\d+)_(label|core)$/

export function verifyDbscan(dir: string, file: string): Outcome {
  const expected = readTable(dir, file)
  const input = readTableIfThere(dir, 'points.csv')
  if (!input) return { kind: 'unchecked', why: 'points.csv is not there' }
  const rows = rowsById(expected, input)
  const done = new Map<string, Clusters>()
  const compared: [string, Comparison][] = []
  const notCompared: string[] = []
  for (const column of expected.columns) {
    const parts = columnName.exec(column.toLowerCase())
    if (!parts) {
      if (column !== findColumn(expected, 'id')) notCompared.push(column)
      continue
    }
    const [, metric = '', eps, minPts, what] = parts
    const key = `${metric}_${eps}_${minPts}`
    const clusters = done.get(key) ?? run(input, metric, Number(eps), Number(minPts))
    done.set(key, clusters)
    const ours = what === 'label' ? clusters.labels : clusters.core
    compared.push([column, compareTexts(column, rows.map((row) => String(ours[row])), wholeNumbers(expected, column))])
  }
  if (compared.length === 0) throw new Unreadable(`${file} has no column such as planar_150_10_label`)
  return comparedBy(rows.length, compared, notCompared)
}

function run(input: Table, metric: string, eps: number, minPts: number): Clusters {
  if (metric !== 'planar') {
    const lat = numbers(input, needColumn(input, 'lat', 'latitude'))
    return dbscanHaversine(lat, numbers(input, needColumn(input, 'lon', 'lng', 'longitude')), eps, minPts)
  }
  return dbscan(numbers(input, needColumn(input, 'x_m', 'x')), numbers(input, needColumn(input, 'y_m', 'y')), eps, minPts)
}

function wholeNumbers(table: Table, column: string): string[] {
  return Array.from(numbers(table, column), String)
}

/** For each expected row the row of the input with its id; without ids both tables must have the same number of rows. */
export function rowsById(expected: Table, input: Table): number[] {
  const ours = findColumn(input, 'id')
  const theirs = findColumn(expected, 'id')
  if (!ours || !theirs) {
    if (expected.rows.length === input.rows.length) return expected.rows.map((_, row) => row)
    throw new Unreadable(`${expected.file} has ${expected.rows.length} rows, ${input.file} ${input.rows.length}, and no ids`)
  }
  const rowOf = new Map(texts(input, ours).map((id, row) => [id, row]))
  if (rowOf.size < input.rows.length) throw new Unreadable(`${input.file} has an id twice`)
  return texts(expected, theirs).map((id) => {
    const row = rowOf.get(id)
    if (row === undefined) throw new Unreadable(`${expected.file} has id ${id}, which ${input.file} has not`)
    return row
  })
}
