/**
 * One replicate: the same number of cases as observed, placed by chance alone. Poisson: each case falls on a site and an interval with
 * probability in proportion to what is expected there. Permutation: the times of the cases are shuffled among the cases.
 */
import { aliasTable, drawRow } from '../alias.ts'
import { createRandom, type Random } from '../random.ts'
import type { ScanPlan } from './plan.ts'

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
    const table = aliasTable(cells)
    return (seed, stream, sites, intervals) => {
      const random = createRandom(seed, stream)
      for (let k = 0; k < total; k++) {
        const cell = drawRow(table, random)
        sites[k] = Math.floor(cell / times)
        intervals[k] = cell % times
      }
    }
  }
  const where = aliasTable(plan.siteWeight)
  const when = aliasTable(Float64Array.from({ length: times }, (_, t) => plan.timeSum[t + 1] - plan.timeSum[t]))
  return (seed, stream, sites, intervals) => {
    const random = createRandom(seed, stream)
    for (let k = 0; k < total; k++) {
      sites[k] = drawRow(where, random)
      intervals[k] = times > 1 ? drawRow(when, random) : 0
    }
  }
}
