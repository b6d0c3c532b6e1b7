/** expect_kde_points_sigmaS.csv: Gaussian density of points.csv at its own points, with and without each point's own kernel. S: metres. */
import { kdeAtPoints } from '../../server/statistics/kde.ts'
import { type Comparison, compareNumbers } from './compare.ts'
import { rowsById } from './dbscan.ts'
import { comparedBy, type Outcome } from './outcome.ts'
import { findColumn, needColumn, numbers, readTable, readTableIfThere, Unreadable } from './table.ts'

const leaveOneOut = new Map([
  ['kde_per_m2', false],
  ['kde_leave_one_out', true],
])

export function verifyKde(dir: string, file: string): Outcome {
  const expected = readTable(dir, file)
  const input = readTableIfThere(dir, 'points.csv')
  if (!input) return { kind: 'unchecked', why: 'points.csv is not there' }
  const bandwidth = Number(/sigma(\d+(?:\.\d+)?)/.exec(file)?.[1])
  const x = numbers(input, needColumn(input, 'x_m', 'x'))
  const y = numbers(input, needColumn(input, 'y_m', 'y'))
  const rows = rowsById(expected, input)
  const compared: [string, Comparison][] = []
  const notCompared: string[] = []
  for (const column of expected.columns) {
    const left = leaveOneOut.get(column.toLowerCase())
    if (left === undefined) {
      if (column !== findColumn(expected, 'id')) notCompared.push(column)
      continue
    }
    // Densities are sums of positive terms: by ratio, however small. Further out than 8 bandwidths the reference may go on.
    const ours = kdeAtPoints(x, y, { bandwidth, leaveOneOut: left, cutoff: 38 })
    compared.push([column, compareNumbers(column, 'p', rows.map((row) => ours[row] ?? NaN), numbers(expected, column))])
  }
  if (compared.length === 0) throw new Unreadable(`${file} has no column kde_per_m2 or kde_leave_one_out`)
  return comparedBy(rows.length, compared, notCompared)
}
