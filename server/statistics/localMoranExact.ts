/**
 * Local Moran for counts without simulation: the p-value that localMoranPermutation.ts approaches as the number of permutations
 * grows, computed over every possible choice of neighbours.
 *
 *   S = sum of k values drawn without replacement from the n - 1 others of cell i
 *   the number of draws with sum s is the coefficient of t^k u^s in  product over values v of (1 + t u^v)^(cells with v),
 *   the cell itself taken out
 *   two-sided p = min(1, 2 min(P(S >= observed), P(S <= observed)))
 *
 * Why: a simulated p ends at 2/(B+1), which no adjustment over 71,744 cells survives unless B is huge; and two seeds disagree.
 * Here a p of 1e-12 is 1e-12, and there is no seed. All terms are positive, so tails keep 12 digits or so down to 1e-200.
 *
 * Whole numbers only, and not too wide a range: the work grows with distinct values x neighbours^3 x range (exactSteps tells).
 * Measured on 71,744 cells, rings k = 1: counts up to 113 take 0.03 s of CPU, up to 628 0.1 s, up to 6,044 3 s. Taking one value out is done for all values by halving (each product over
 * "all but one" from its half of the values), since dividing a factor out would cancel digits in the tail.
 * Assumptions, ties and NaN as in localMoranPermutation.ts; a count that is not finite makes every p NaN.
 *
 * Source: the conditional permutation null of Anselin, Geographical Analysis 27 (1995) 93-115; generating function of a sum
 * without replacement: Pagano and Tritchler, J. Am. Stat. Assoc. 78 (1983) 435-440.
 */
import type { Alternative } from './localMoranPermutation.ts'
import { moments } from './moments.ts'
import { type Neighbours, sameLength } from './neighbours.ts'

const MOST_STEPS = 2e10
/** Numbers held at once: 240 MB. */
const MOST_PLACES = 3e7

/** p of each cell. counts: whole numbers (of either sign). RangeError where the work is beyond maxSteps (see exactSteps). */
export function localMoranExact(
  counts: ArrayLike<number>,
  neighbours: Neighbours,
  options: { alternative?: Alternative; maxSteps?: number } = {},
): Float64Array {
  const { alternative = 'two-sided', maxSteps = MOST_STEPS } = options
  const n = sameLength(counts, neighbours)
  const p = new Float64Array(n).fill(NaN)
  const centred = moments(counts)?.centred
  if (!centred) return p
  const problem = prepare(counts, neighbours)
  const steps = stepsOf(problem)
  if (steps > maxSteps) throw new RangeError(`counts: ${steps.toExponential(1)} steps are needed, more than maxSteps ${maxSteps}`)
  const places = (problem.most + 1) * problem.width * halvings(problem)
  if (places > MOST_PLACES) throw new RangeError(`counts: sums of ${problem.most} reach ${problem.width}, too far to hold in memory`)
  const { offsets, targets } = neighbours
  withoutEach(problem, (value, ways) => {
    const tails = new Map<number, Tails>()
    for (const i of problem.cellsWith[value]) {
      const k = offsets[i + 1] - offsets[i]
      if (k === 0) continue
      let sum = 0
      for (let e = offsets[i]; e < offsets[i + 1]; e++) sum += problem.shifted[targets[e]]
      let tail = tails.get(k)
      if (!tail) tails.set(k, (tail = tailsOf(ways, k, problem.width)))
      const up = centred[i] > 0 ? tail.atLeast[sum] : centred[i] < 0 ? tail.atMost[sum] : 1
      const down = centred[i] > 0 ? tail.atMost[sum] : centred[i] < 0 ? tail.atLeast[sum] : 1
      p[i] = alternative === 'greater' ? up : alternative === 'less' ? down : Math.min(1, 2 * Math.min(up, down))
    }
  })
  return p
}

/** Multiplications that localMoranExact would make, about 1e9 a second. RangeError unless the counts are whole numbers. */
export function exactSteps(counts: ArrayLike<number>, neighbours: Neighbours): number {
  sameLength(counts, neighbours)
  return moments(counts) ? stepsOf(prepare(counts, neighbours)) : 0
}

type Problem = {
  n: number
  /** Counts less the least. */
  shifted: Float64Array
  /** Distinct shifted counts, ascending, and the cells that have each. */
  distinct: number[]
  cellsWith: number[][]
  /** The largest number of neighbours. */
  most: number
  /** Places for the sums of `most` values: 0 .. most * range. */
  width: number
}

/** ways[j * width + s]: choices of j cells with sum s, times n^-j so that large numbers of choices stay in range. */
type Ways = Float64Array
type Tails = { atLeast: Float64Array; atMost: Float64Array }

function prepare(counts: ArrayLike<number>, { offsets }: Neighbours): Problem {
  const n = counts.length
  let least = Infinity
  let largest = -Infinity
  for (let i = 0; i < n; i++) {
    if (!Number.isInteger(counts[i])) throw new RangeError(`count ${counts[i]} of cell ${i} is not a whole number`)
    least = Math.min(least, counts[i])
    largest = Math.max(largest, counts[i])
  }
  const shifted = Float64Array.from(counts, (count) => count - least)
  const distinct = [...new Set(shifted)].sort((a, b) => a - b)
  const place = new Map(distinct.map((value, v) => [value, v]))
  const cellsWith: number[][] = distinct.map(() => [])
  for (let i = 0; i < n; i++) cellsWith[place.get(shifted[i]) ?? 0].push(i)
  let most = 0
  for (let i = 0; i < n; i++) most = Math.max(most, offsets[i + 1] - offsets[i])
  return { n, shifted, distinct, cellsWith, most, width: most * (largest - least) + 1 }
}

function stepsOf({ distinct, cellsWith, most, width }: Problem): number {
  let adding = 0
  for (const cells of cellsWith) {
    const copies = Math.min(cells.length, most)
    adding += width * (most * copies - (copies * (copies - 1)) / 2)
  }
  return halvings({ distinct }) * adding + 4 * width * distinct.length * most
}

function halvings({ distinct }: Pick<Problem, 'distinct'>): number {
  return Math.ceil(Math.log2(distinct.length)) + 1
}

/** For each distinct value v: the ways to choose among all cells but one that has it. */
function withoutEach(problem: Problem, take: (v: number, ways: Ways) => void): void {
  const empty = new Float64Array((problem.most + 1) * problem.width)
  empty[0] = 1
  const visit = (from: number, to: number, ways: Ways): void => {
    if (to - from === 1) {
      add(problem, ways, from, problem.cellsWith[from].length - 1)
      take(from, ways)
      return
    }
    const middle = (from + to) >> 1
    const left = ways.slice()
    for (let v = middle; v < to; v++) add(problem, left, v, problem.cellsWith[v].length)
    visit(from, middle, left)
    for (let v = from; v < middle; v++) add(problem, ways, v, problem.cellsWith[v].length)
    visit(middle, to, ways)
  }
  visit(0, problem.distinct.length, empty)
}

/** Multiplies by (1 + t u^value)^copies, in place: the largest j first, so that what is read is still the old. */
function add({ n, distinct, most, width }: Problem, ways: Ways, v: number, copies: number): void {
  const value = distinct[v]
  const chosen = Math.min(copies, most)
  const binomial = new Float64Array(chosen + 1)
  binomial[0] = 1
  for (let c = 1; c <= chosen; c++) binomial[c] = (binomial[c - 1] * (copies - c + 1)) / (c * n)
  const range = (width - 1) / most
  for (let j = most; j >= 1; j--) {
    const row = j * width
    for (let c = 1; c <= chosen && c <= j; c++) {
      const factor = binomial[c]
      const shift = c * value
      const source = (j - c) * width - shift
      const end = (j - c) * range + shift
      for (let s = shift; s <= end; s++) ways[row + s] += factor * ways[source + s]
    }
  }
}

/** Both tails for k neighbours, each summed from its far end, so that small ones are not differences of large ones. */
function tailsOf(ways: Ways, k: number, width: number): Tails {
  const row = ways.subarray(k * width, (k + 1) * width)
  const atMost = new Float64Array(width)
  const atLeast = new Float64Array(width)
  let sum = 0
  for (let s = 0; s < width; s++) atMost[s] = sum += row[s]
  const total = sum
  sum = 0
  for (let s = width - 1; s >= 0; s--) atLeast[s] = sum += row[s]
  for (let s = 0; s < width; s++) {
    atMost[s] = Math.min(1, atMost[s] / total)
    atLeast[s] = Math.min(1, atLeast[s] / total)
  }
  return { atLeast, atMost }
}
