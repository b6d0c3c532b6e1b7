/**
 * Windows of one centre, cut into blocks that are decided with one comparison.
 *
 * Along a centre's list cases and expected cases both only grow. So no window of a block has more cases than its last, nor fewer
 * expected than its first: if the last count is below the smallest count that could beat the best so far at the first
 * expected value, none of the block can, and the list is walked with additions alone. A block is as long as chance seldom makes
 * it fail (the likelihood ratio of that smallest count at the last expected value stays above a margin).
 */
import { logLikelihoodRatio, upperBound } from './likelihood.ts'
import type { Circles } from './circles.ts'

export type Blocks = {
  /** Per site: blocks of centre i are start[i] .. start[i + 1] - 1. */
  readonly start: Uint32Array
  /** Per block: one past its last place in the list of members. */
  readonly end: Uint32Array
  /** Per block: site weight of the circle before its first window, and of its first window. */
  readonly before: Float64Array
  readonly first: Float64Array
}

/** Maxima of replicates are rarely below this. */
const USUAL_MAXIMUM = 7

export function createBlocks(
  { offsets, members }: Circles,
  weight: Float64Array,
  share: number,
  total: number,
  minCases: number,
  spaceTime: boolean,
): Blocks {
  const margin = spaceTime ? 4.5 : 3.5
  const n = offsets.length - 1
  const start = new Uint32Array(n + 1)
  let capacity = 1024
  let end = new Uint32Array(capacity)
  let before = new Float64Array(capacity)
  let first = new Float64Array(capacity)
  let count = 0
  const smallestAt = createSmallest(total, minCases)
  for (let centre = 0; centre < n; centre++) {
    let sum = 0
    for (let k = offsets[centre]; k < offsets[centre + 1]; ) {
      if (count === capacity) {
        capacity *= 2
        end = resized(end, new Uint32Array(capacity))
        before = resized(before, new Float64Array(capacity))
        first = resized(first, new Float64Array(capacity))
      }
      before[count] = sum
      sum += weight[members[k++]]
      first[count] = sum
      const limit = smallestAt(sum * share, margin)
      while (k < offsets[centre + 1] && (sum + weight[members[k]]) * share <= limit) sum += weight[members[k++]]
      end[count++] = k
    }
    start[centre + 1] = count
  }
  return { start, end: end.slice(0, count), before: before.slice(0, count), first: first.slice(0, count) }
}

/** The largest expected value at which the count that matters at `expected` still stands out by the margin; on a table by root. */
function createSmallest(total: number, minCases: number): (expected: number, margin: number) => number {
  const known = new Map<number, number>()
  return (expected, margin) => {
    const rung = Math.floor(Math.sqrt(expected) * 50)
    const seen = known.get(rung)
    if (seen !== undefined) return seen
    const low = (rung / 50) ** 2
    let cases = Math.max(minCases, Math.floor(low) + 1)
    // Doubling, then halving: the count is monotone in the likelihood ratio.
    const beats = (c: number): boolean => c > total || upperBound(c, low, total) > USUAL_MAXIMUM && logLikelihoodRatio(c, low, total, 'high') > USUAL_MAXIMUM
    let step = 1
    while (!beats(cases)) {
      cases += step
      step *= 2
    }
    for (step = Math.max(1, step >> 1); step >= 1; step >>= 1) {
      while (cases - step >= minCases && cases - step > low && beats(cases - step)) cases -= step
    }
    let from = low
    let to = cases
    for (let i = 0; i < 40; i++) {
      const middle = (from + to) / 2
      if (logLikelihoodRatio(Math.min(cases, total), middle, total, 'high') > margin) from = middle
      else to = middle
    }
    known.set(rung, from)
    return from
  }
}

function resized<T extends Uint32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old)
  return larger
}
