/**
 * expect_localmoran_k*.csv: local Moran's I on an H3 patch (cells.csv), its moments under both nulls, z, p, simulated p and
 * quadrant, by R spdep. p_sim_two_sided_B is a simulation of B draws: compared tail by tail within its error.
 */
import { localMoran, type LocalMoran, QUADRANTS, quadrants } from '../../server/statistics/localMoran.ts'
import { localMoranRanks } from '../../server/statistics/localMoranPermutation.ts'
import type { Neighbours } from '../../server/statistics/neighbours.ts'
import { type Comparison, compareNumbers, compareTexts } from './compare.ts'
import { neighboursAt, readField, rowsOf } from './getisOrd.ts'
import { comparedBy, type Outcome } from './outcome.ts'
import { numbers, readTable, readTableIfThere, type Table, texts, Unreadable } from './table.ts'

const EXACT = /^(?:(Ii)|(E|Var|Z|p)_(cond|total))$/
const SIMULATED = /^p_sim_two_sided_(\d+)$/
/** Our own simulation is longer than any reference, so that its error hardly counts. */
const OUR_PERMUTATIONS = 99_999

export function verifyLocalMoran(dir: string, file: string): Outcome {
  const expected = readTable(dir, file)
  const cells = readTableIfThere(dir, 'cells.csv')
  if (!cells) return { kind: 'unchecked', why: 'cells.csv is not there' }
  const field = readField(cells)
  const at = rowsOf(expected, field)
  const neighbours = neighboursAt(dir, field, Number(/_k(\d+)\.csv$/.exec(file)?.[1]))
  const nulls = { cond: localMoran(field.counts, neighbours), total: localMoran(field.counts, neighbours, 'total') }
  const isolated = at.some((row) => isAlone(neighbours, row))
  const compared: [string, Comparison][] = []
  const notCompared: string[] = []
  for (const column of expected.columns) {
    const exact = EXACT.exec(column)
    const simulated = SIMULATED.exec(column)
    if (exact) {
      const mine = columnOf(nulls[exact[3] === 'total' ? 'total' : 'cond'], exact[2])
      // A cell without neighbours: spdep writes I, E and Var as 0, we say that there is none.
      const writesZero = exact[2] !== 'Z' && exact[2] !== 'p'
      const ours = Float64Array.from(at, (row) => (writesZero && isAlone(neighbours, row) ? 0 : (mine[row] ?? NaN)))
      compared.push([column, compareNumbers(column, exact[2] === 'p' ? 'p' : 'score', ours, numbers(expected, column))])
    } else if (simulated) {
      compared.push([`${column} within its error`, compareSimulated(expected, column, Number(simulated[1]), field.counts, neighbours, at)])
    } else if (column === 'quadr' && !isolated) {
      // spdep splits the lag at the mean of all lags, in which a cell without neighbours counts as 0: not our definition.
      const codes = quadrants(field.counts, field.counts, neighbours, 'mean-of-lag')
      const mine = at.map((row) => (QUADRANTS[codes[row] ?? 0] ?? 'none').replaceAll(/\b[hl]/g, (letter) => letter.toUpperCase()))
      compared.push([column, compareTexts(column, mine, texts(expected, column))])
    } else if (column !== 'cell') notCompared.push(column)
  }
  if (compared.length === 0) throw new Unreadable(`${file} has no column to compare`)
  return comparedBy(expected.rows.length, compared, notCompared)
}

function columnOf(result: LocalMoran, name: string | undefined): Float64Array {
  if (name === 'E') return result.expectation
  if (name === 'Var') return result.variance
  return name === 'Z' ? result.z : name === 'p' ? result.p : result.i
}

function isAlone({ offsets }: Neighbours, row: number): boolean {
  return offsets[row] === offsets[row + 1]
}

/**
 * The smaller tail, p/2, against ours: within four standard errors of both simulations and one rank. spdep draws with replacement and
 * ranks sums of floating-point numbers, so that ties fall on either side: any share of ours that are tied is granted.
 */
function compareSimulated(
  expected: Table, column: string, theirs: number, counts: Float64Array, neighbours: Neighbours, at: readonly number[],
): Comparison {
  const ours = OUR_PERMUTATIONS
  const { above, equal } = localMoranRanks(counts, neighbours, { seed: 1, from: 0, to: ours, replacement: true })
  const result: Comparison = { largest: 0, mismatch: undefined, mismatches: 0 }
  numbers(expected, column).forEach((p, line) => {
    const row = at[line] ?? -1
    const high = above[row] ?? NaN
    const ties = equal[row] ?? NaN
    const low = ours - high - ties
    const least = (Math.min(high, low) + 1) / (ours + 1)
    const most = Math.min(0.5, (Math.min(high, low) + ties + 1) / (ours + 1))
    const tail = p / 2
    const away = Math.max(least - tail, tail - most, 0)
    const chance = Math.max(least, Math.min(tail, most))
    const error = 4 * Math.sqrt(chance * (1 - chance) * (1 / ours + 1 / theirs)) + 1 / (theirs + 1)
    if (away <= error || (isAlone(neighbours, row) && Number.isNaN(p))) return
    result.mismatches++
    result.largest = Infinity
    result.mismatch ??= { row: line + 1, column, ours: `${2 * least} to ${2 * most}`, expected: String(p) }
  })
  return result
}
