/**
 * One replicate: the same number of cases as observed, placed by chance alone. Poisson: each case falls on a site and an interval with
 * probability in proportion to what is expected there. Permutation: the times of the cases are shuffled among the cases.
 *
 * Drawing from a table of n probabilities takes two random numbers whatever n is (alias method, Walker 1977, Vose 1991).
 */
import { createRandom, type Random } from '../random.ts'
import type { ScanPlan } from './plan.ts'

export type Alias = { readonly keep: Float64Array; readonly other: Uint32Array }

/** weights: at least one above 0. */
export function createAlias(weights: Float64Array): Alias {
  const n = weights.length
  let sum = 0
  for (const w of weights) sum += w
  const keep = Float64Array.from(weights, (w) => (w / sum) * n)
  const other = new Uint32Array(n)
  const small: number[] = []
  const large: number[] = []
  let heaviest = 0
  for (let i = 0; i < n; i++) {
    if (keep[i] < 1) small.push(i)
    else large.push(i)
    if (keep[i] > keep[heaviest]) heaviest = i
  }
  let lower = small.pop()
  let upper = large.at(-1)
  while (lower !== undefined && upper !== undefined) {
    other[lower] = upper
    keep[upper] -= 1 - keep[lower]
    if (keep[upper] < 1) {
      large.pop()
      small.push(upper)
    }
    lower = small.pop()
    upper = large.at(-1)
  }
  // What is left is 1 but for rounding, or a weight of 0 that must never be drawn.
  for (const i of [...large, ...small, ...(lower === undefined ? [] : [lower])]) {
    if (weights[i] > 0) keep[i] = 1
    else other[i] = heaviest
  }
  return { keep, other }
}

/** One uniform number gives the place in the table and, by what is left of it, the choice there: 53 bits are enough for both. */
export function draw({ keep, other }: Alias, random: Random): number {
  const u = random.next() * keep.length
  const i = Math.floor(u)
  return u - i < keep[i] ? i : other[i]
}

/** Fisher-Yates with uniform numbers of 53 bits: their bias, below 1e-11 for any number of cases, buys half the time. */
function shuffleTimes(times: Uint16Array, random: Random): void {
  for (let i = times.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1))
    const kept = times[i]
    times[i] = times[j]
    times[j] = kept
  }
}

/** Fills sites and intervals of the cases of one replicate; permutation: only intervals, sites stay those of the plan. */
export type Replicate = (seed: number, stream: number, sites: Uint32Array, intervals: Uint16Array) => void

export function createReplicates(plan: ScanPlan): Replicate {
  const { total, intervals: times } = plan
  if (plan.model === 'space-time-permutation') {
    return (seed, stream, _, intervals) => {
      intervals.set(plan.caseInterval)
      shuffleTimes(intervals, createRandom(seed, stream))
    }
  }
  const { siteTime } = plan
  if (siteTime) {
    const cells = new Float64Array(plan.siteWeight.length * times)
    for (let s = 0, c = 0; s < plan.siteWeight.length; s++) {
      for (let t = 0; t < times; t++, c++) cells[c] = siteTime[s * (times + 1) + t + 1] - siteTime[s * (times + 1) + t]
    }
    const alias = createAlias(cells)
    return (seed, stream, sites, intervals) => {
      const random = createRandom(seed, stream)
      for (let k = 0; k < total; k++) {
        const cell = draw(alias, random)
        sites[k] = Math.floor(cell / times)
        intervals[k] = cell % times
      }
    }
  }
  const where = createAlias(plan.siteWeight)
  const when = createAlias(Float64Array.from({ length: times }, (_, t) => plan.timeSum[t + 1] - plan.timeSum[t]))
  return (seed, stream, sites, intervals) => {
    const random = createRandom(seed, stream)
    for (let k = 0; k < total; k++) {
      sites[k] = draw(where, random)
      intervals[k] = times > 1 ? draw(when, random) : 0
    }
  }
}
