/**
 * If all other cells changed places at random, how often would the sum over a cell's neighbours be at least what it is?
 * The rank of every cell's neighbourhood sum among simulated sums: what local Moran, bivariate local Moran and Gi compare
 * under the conditional permutation null (with equal weights they rise and fall with this sum).
 *
 * Cell i keeps its value; its k neighbours get values drawn without replacement from the n - 1 other cells. All cells share one
 * table of draws, as in GeoDa and PySAL: row p lists distinct cells in random order, and a cell takes the first k of its row
 * that are not itself. Each cell's draws are exactly uniform; what is shared is the simulation error of cells with equally many
 * neighbours: their p are too high or too low together. More permutations cure that, averaging over cells does not.
 *
 * Method: row p gives every cell with k neighbours the same sum, but for the k cells that the row itself names. So the sums of
 * all rows are sorted once per k, each cell finds its rank by bisection, and the named cells are put right one by one:
 * O(n log B + B K log B) in place of O(n k B), the same counts. Stopping early for cells that are plainly not significant
 * would cost more than it saves: a cell costs about ten comparisons, not B sums.
 *
 * Sums are taken in whole multiples of a power of two (2^-44 of the range of the values, or finer): adding is then exact,
 * whatever the order, and ties are ties. Whole numbers up to 2^44 are not rounded at all. Values must be finite.
 *
 * Source: Anselin, Geographical Analysis 27 (1995) 93-115; the shared table: GeoDa, esda.crand (PySAL).
 */
import { type Neighbours, sameLength } from './neighbours.ts'
import { createRandom, needReplicates, type Random } from './random.ts'

export type PermutationRange = {
  seed: number
  /** Permutations from (inclusive) to (exclusive); ranges computed apart add up to the same counts (addRanks). */
  from: number
  to: number
  /** Draw with replacement, which is no permutation: the sums vary too much, as they do in spdep::localmoran_perm. */
  replacement?: boolean
}

/** Of `permutations` simulated sums, per cell: how many lie above the observed one and how many equal it. */
export type Ranks = { permutations: number; above: Uint32Array; equal: Uint32Array }

export function rankNeighbourSums(values: ArrayLike<number>, neighbours: Neighbours, range: PermutationRange): Ranks {
  const { seed, from, to, replacement } = range
  needReplicates(seed, from, to)
  const n = sameLength(values, neighbours)
  const above = new Uint32Array(n)
  const equal = new Uint32Array(n)
  const permutations = to - from
  const { degrees, has, most } = degreesOf(neighbours)
  if (permutations === 0 || most === 0) return { permutations, above, equal }
  const whole = wholeValues(values, most)
  const observed = sums(whole, neighbours)
  // One row of sums per number of neighbours that occurs.
  const sorted = has.map((used) => (used ? new Float64Array(permutations) : undefined))
  const draw = replacement ? drawerWithReplacement(n, most) : drawer(n, most)
  const before = new Float64Array(most + 1)
  const move = (i: number, from: number, to: number): void => {
    const x = observed[i]
    above[i] += Number(to > x) - Number(from > x)
    equal[i] += Number(to === x) - Number(from === x)
  }
  for (let p = from; p < to; p++) {
    const row = draw(createRandom(seed, p))
    for (let m = 0; m < most; m++) {
      before[m + 1] = before[m] + whole[row[m]]
      const list = sorted[m + 1]
      if (list) list[p - from] = before[m + 1]
    }
    // A cell that its own row names takes the next of the row instead: its count moves from the row's sum to the mended one.
    for (let m = 0; m < most; m++) {
      const i = row[m]
      const k = degrees[i]
      if (k <= m) continue
      if (!replacement) move(i, before[k], before[k] - whole[i] + whole[row[k]])
      else if (row.indexOf(i) === m) move(i, before[k], sumWithout(row, i, k, whole))
    }
  }
  for (const list of sorted) list?.sort()
  for (let i = 0; i < n; i++) {
    const list = sorted[degrees[i]]
    if (!list) continue
    const x = observed[i]
    let low = firstNotBelow(list, x)
    let ties = 0
    if (list[low] === x) {
      const end = firstAbove(list, x, low)
      ties = end - low
      low = end
    }
    // Sums of the exceptions wrap below 0 and back: the total is right.
    above[i] += permutations - low
    equal[i] += ties
  }
  return { permutations, above, equal }
}

/** The ranks of two ranges of permutations together. */
export function addRanks(a: Ranks, b: Ranks): Ranks {
  if (a.above.length !== b.above.length) throw new RangeError(`ranks of ${a.above.length} and of ${b.above.length} cells`)
  return {
    permutations: a.permutations + b.permutations,
    above: a.above.map((count, i) => count + b.above[i]),
    equal: a.equal.map((count, i) => count + b.equal[i]),
  }
}

/** Sum of the first k of the row that are not cell i. */
function sumWithout(row: ArrayLike<number>, i: number, k: number, whole: Float64Array): number {
  let sum = 0
  for (let m = 0, left = k; left > 0; m++) {
    if (row[m] === i) continue
    sum += whole[row[m]]
    left--
  }
  return sum
}

type Row = { readonly length: number; readonly [m: number]: number; indexOf: (cell: number) => number }

/** Rows of the table: most + 1 distinct cells of n in random order (Fisher-Yates, only as far as needed, then undone). */
function drawer(n: number, most: number): (random: Random) => Row {
  const cells = Uint32Array.from({ length: n }, (_, i) => i)
  const row = new Uint32Array(most + 1)
  const swapped = new Uint32Array(most + 1)
  return (random) => {
    for (let m = 0; m <= most; m++) {
      const other = m + random.below(n - m)
      const cell = cells[other]
      cells[other] = cells[m]
      cells[m] = cell
      row[m] = cell
      swapped[m] = other
    }
    for (let m = most; m >= 0; m--) {
      const other = swapped[m]
      const cell = cells[other]
      cells[other] = cells[m]
      cells[m] = cell
    }
    return row
  }
}

/** The same with replacement; as long as it takes for every cell to find `most` that are not itself. */
function drawerWithReplacement(n: number, most: number): (random: Random) => Row {
  return (random) => {
    const row: number[] = []
    const times = new Map<number, number>()
    let repeats = 0
    while (row.length - repeats < most) {
      const cell = random.below(n)
      row.push(cell)
      times.set(cell, (times.get(cell) ?? 0) + 1)
      repeats = Math.max(repeats, times.get(cell) ?? 0)
    }
    return row
  }
}

/** Values above their least, as whole numbers of a quantum so small that the sum of most + 1 of them stays exact. */
function wholeValues(values: ArrayLike<number>, most: number): Float64Array {
  const n = values.length
  let least = Infinity
  let largest = -Infinity
  for (let i = 0; i < n; i++) {
    const x = values[i]
    if (!Number.isFinite(x)) throw new RangeError(`value ${x} of cell ${i} is not a finite number`)
    if (x < least) least = x
    if (x > largest) largest = x
  }
  const width = largest - least
  if (!(width < 2 ** 1000)) throw new RangeError(`values from ${least} to ${largest} are too far apart`)
  const bits = 52 - Math.ceil(Math.log2(most + 1))
  // scale is a power of two: the range times scale lies below 2^bits. Not beyond 2^1000, where tiny ranges would overflow it.
  const scale = 2 ** Math.min(1000, bits - 1 - Math.floor(Math.log2(width || 1)))
  const whole = new Float64Array(n)
  for (let i = 0; i < n; i++) whole[i] = Math.round((values[i] - least) * scale)
  return whole
}

function sums(values: Float64Array, { offsets, targets }: Neighbours): Float64Array {
  const out = new Float64Array(offsets.length - 1)
  for (let i = 0; i < out.length; i++) {
    let sum = 0
    for (let e = offsets[i]; e < offsets[i + 1]; e++) sum += values[targets[e]]
    out[i] = sum
  }
  return out
}

function degreesOf({ offsets }: Neighbours): { degrees: Uint32Array; has: boolean[]; most: number } {
  const degrees = new Uint32Array(offsets.length - 1)
  let most = 0
  for (let i = 0; i < degrees.length; i++) {
    degrees[i] = offsets[i + 1] - offsets[i]
    if (degrees[i] > most) most = degrees[i]
  }
  if (most >= degrees.length && most > 0) throw new RangeError(`a cell of ${degrees.length} has ${most} neighbours`)
  const has: boolean[] = Array(most + 1).fill(false)
  for (let i = 0; i < degrees.length; i++) has[degrees[i]] = true
  has[0] = false
  return { degrees, has, most }
}

/** The first place in an ascending list that holds x or more. */
function firstNotBelow(list: Float64Array, x: number): number {
  let low = 0
  let length = list.length
  while (length > 1) {
    const half = length >> 1
    low += list[low + half - 1] < x ? half : 0
    length -= half
  }
  return low + Number(list[low] < x)
}

/** The first place at or after `from` that holds more than x: doubling steps, then bisection (ties are few, or very many). */
function firstAbove(list: Float64Array, x: number, from: number): number {
  let step = 1
  let low = from
  while (low + step < list.length && list[low + step] <= x) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step, list.length)
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if (list[middle] <= x) low = middle
    else high = middle
  }
  return high
}
