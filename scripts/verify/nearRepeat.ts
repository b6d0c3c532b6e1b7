/**
 * Output of the Near Repeat Calculator. *_NRverbose_*.csv: observed counts, then ratio and p from its own simulated counts (exact), and
 * ours (within the error of both). *_NRsummary_*.htm: ratio and p as printed, against ours, from the points file that it names.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { exchangedCounts, type KnoxPlan } from '../../server/statistics/knox.ts'
import { nearRepeatTable, type NearRepeatTable, planNearRepeat } from '../../server/statistics/nearRepeat.ts'
import { type Comparison, compareNumbers } from './compare.ts'
import { compareWithin, exchangesFor, simulatedError } from './monteCarlo.ts'
import { type Grid, type Points, readPoints, readSummary, readVerbose } from './nearRepeatFile.ts'
import { comparedBy, type Outcome } from './outcome.ts'
import { Unreadable } from './table.ts'

export function verifyNearRepeatVerbose(dir: string, file: string): Outcome {
  const { observed, ratio, p, replicates, details, points } = readVerbose(dir, file)
  const plan = planOf(points, observed)
  // Its simulated tables through our own arithmetic: nothing is left to chance.
  const inner: number[] = []
  const columns = plan.timeBands + 1
  const iterations = replicates[0]?.length ?? 0
  for (let r = 0; r < iterations; r++) {
    for (let row = 0; row < plan.pairs.bands; row++) for (let t = 0; t < plan.timeBands; t++) inner.push(replicates[row * columns + t]?.[r] ?? NaN)
  }
  const theirs = nearRepeatTable(plan, Uint32Array.from(inner))
  // Where neither is, the Calculator writes no ratio: an empty cell, which is read as 0.
  const ratios = theirs.ratio.map((value) => (Number.isNaN(value) ? 0 : value))
  const ours = simulated(plan)
  const granted = errorOfMean(ours, iterations)
  const printed = (values: ArrayLike<number>): number[] => Array.from(values, (value) => Number(value.toPrecision(15)))
  return outcome(observed, [
    ['observed', compareNumbers('observed', 'score', theirs.observed, observed.cells)],
    ['mean', compareNumbers('mean', 'score', printed(theirs.mean), details.mean)],
    ['ratio', compareNumbers('ratio', 'score', printed(ratios), details.ratio)],
    ['p', compareNumbers('p', 'p', theirs.p, details.p)],
    ['ratio as printed', compareWithin('ratio', ratios, ratio.cells, ratio.cells.map(() => 0.0005 + 1e-9))],
    ['p as printed', compareWithin('p', theirs.p, p.cells, p.cells.map(() => 0.005 + 1e-9))],
    ['mean by our exchanges', compareWithin('mean', ours.mean, details.mean, granted)],
    ['p by our exchanges', compareSimulatedP(ours, p, iterations, 0)],
  ])
}

export function verifyNearRepeatSummary(dir: string, file: string): Outcome {
  const { ratio, p, iterations, source } = readSummary(dir, file)
  if (!existsSync(join(dir, source))) return { kind: 'unchecked', why: `${source} is not there` }
  const plan = planOf(readPoints(dir, source), ratio)
  const ours = simulated(plan)
  const granted = errorOfMean(ours, iterations)
  // From the mean that the printed ratio stands for; where none was seen the ratio is 0 whatever the mean.
  const wrong: Comparison = { largest: 0, mismatch: undefined, mismatches: 0 }
  ratio.cells.forEach((value, c) => {
    const seen = ours.observed[c] ?? NaN
    const [mean, error] = [ours.mean[c] ?? NaN, granted[c] ?? NaN]
    const least = seen / (mean + error) - 0.005
    const most = mean > error ? seen / (mean - error) + 0.005 : seen > 0 ? Infinity : 0.005
    if (value >= least && value <= most) return
    wrong.mismatches++
    wrong.largest = Infinity
    wrong.mismatch ??= { row: c + 1, column: 'ratio', ours: `${least} to ${most}`, expected: String(value) }
  })
  return outcome(ratio, [['ratio by our exchanges', wrong], ['p by our exchanges', compareSimulatedP(ours, p, iterations, 0.005)]])
}

function planOf({ x, y, day }: Points, { distances, times }: Grid): KnoxPlan {
  return planNearRepeat(x, y, day, { distances, times })
}

function simulated(plan: KnoxPlan): NearRepeatTable {
  return nearRepeatTable(plan, exchangedCounts(plan, 1, 0, exchangesFor(plan.pairs.n)))
}

/** Of a mean of `iterations`: four standard errors of both, and one pair more in one of them for what hardly ever happens. */
function errorOfMean({ deviation, replicates }: NearRepeatTable, iterations: number): number[] {
  return Array.from(deviation, (sd) => 4 * sd * Math.sqrt(1 / iterations + 1 / replicates) + 1 / iterations)
}

function compareSimulatedP(ours: NearRepeatTable, p: Grid, iterations: number, rounded: number): Comparison {
  return compareWithin('p', ours.p, p.cells, Array.from(ours.p, (value) => simulatedError(value, ours.replicates, iterations, rounded + 1e-9)))
}

function outcome(grid: Grid, compared: [string, Comparison][]): Outcome {
  if (grid.cells.length === 0) throw new Unreadable('the tables are empty')
  return comparedBy(grid.cells.length, compared)
}
