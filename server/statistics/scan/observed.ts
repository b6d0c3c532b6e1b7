/**
 * The most likely windows of each centre, every window looked at with its exact likelihood ratio. Used on the data as observed,
 * where one wants to know which window it is; and as the plain, slow form of the search in replicates (low rates, tests).
 *
 * A centre offers its best window; in a space-time scan then the best of those that share no time with it, and so on. Of equal
 * windows the smaller circle counts, then the shorter time, then the earlier one.
 */
import { logLikelihoodRatio, upperBound } from './likelihood.ts'
import type { ScanPlan } from './plan.ts'
import { timeWindows } from './timeWindows.ts'

/** Columns, one row a window; centres in their order, the windows of a centre by falling likelihood ratio (above 0). */
export type Windows = {
  centre: number[]
  /** Sites in the circle. */
  size: number[]
  from: number[]
  to: number[]
  cases: number[]
  expected: number[]
  llr: number[]
}

/** sites: of each case; not given, the plan's. intervals: of each case. */
export function likelyWindows(plan: ScanPlan, sites?: Uint32Array, intervals = plan.caseInterval): Windows {
  const { circles, siteWeight } = plan
  const windows: Windows = { centre: [], size: [], from: [], to: [], cases: [], expected: [], llr: [] }
  const search = createSearch(plan, casesBySite(plan, sites, intervals))
  for (let centre = 0; centre < siteWeight.length; centre++) {
    if (circles.offsets[centre] < circles.offsets[centre + 1]) search(centre, windows)
  }
  return windows
}

type BySite = { readonly start: Uint32Array; readonly interval: Uint16Array }

function createSearch(plan: ScanPlan, { start, interval }: BySite): (centre: number, into: Windows) => void {
  const { circles, intervals, minIntervals, maxIntervals, total, rates, minCases, timeSum, divisor, siteTime, siteWeight } = plan
  const { from, to, ofLength } = timeWindows(plan)
  const count = from.length
  const llr = new Float64Array(count)
  const size = new Uint32Array(count)
  const cases = new Uint32Array(count)
  const expected = new Float64Array(count)
  const held = new Float64Array(intervals)
  const caseSum = new Float64Array(intervals + 1)
  const expectedSum = new Float64Array(intervals + 1)
  // Intervals of time that hold one given interval, at most: below this many a site's cases are taken one by one.
  let covering = 0
  for (let length = minIntervals; length <= maxIntervals; length++) covering += Math.min(length, intervals - length + 1)

  const look = (w: number, weight: number, members: number): void => {
    const c = caseSum[to[w]] - caseSum[from[w]]
    const e = siteTime ? expectedSum[to[w]] - expectedSum[from[w]] : (weight * (timeSum[to[w]] - timeSum[from[w]])) / divisor
    if (c > e) {
      if (rates === 'low' || c < minCases || !(upperBound(c, e, total) > llr[w])) return
    } else if (rates === 'high') return
    const ratio = logLikelihoodRatio(c, e, total, rates)
    if (!(ratio > llr[w])) return
    llr[w] = ratio
    size[w] = members
    cases[w] = c
    expected[w] = e
  }

  return (centre, into) => {
    llr.fill(0)
    held.fill(0)
    expectedSum.fill(0)
    let weight = 0
    const first = circles.offsets[centre]
    for (let k = first; k < circles.offsets[centre + 1]; k++) {
      const site = circles.members[k]
      weight += siteWeight[site]
      if (siteTime) for (let t = 1; t <= intervals; t++) expectedSum[t] += siteTime[site * (intervals + 1) + t]
      const here = start[site + 1] - start[site]
      // A high window that gained no case is no better than it was.
      if (here === 0 && rates === 'high') continue
      for (let c = start[site]; c < start[site + 1]; c++) held[interval[c]]++
      for (let t = 0; t < intervals; t++) caseSum[t + 1] = caseSum[t] + held[t]
      if (rates !== 'high' || here * covering >= count) {
        for (let w = 0; w < count; w++) look(w, weight, k - first + 1)
        continue
      }
      for (let c = start[site]; c < start[site + 1]; c++) {
        const t = interval[c]
        for (let length = minIntervals; length <= maxIntervals; length++) {
          const last = Math.min(t, intervals - length)
          for (let s = Math.max(0, t - length + 1); s <= last; s++) look(ofLength[length] + s, weight, k - first + 1)
        }
      }
    }
    offer(centre, into)
  }

  /** The best window, then the best that shares no time with those taken; clears what it has taken. */
  function offer(centre: number, into: Windows): void {
    for (;;) {
      let best = 0
      for (let w = 1; w < count; w++) if (llr[w] > llr[best]) best = w
      if (!(llr[best] > 0)) return
      into.centre.push(centre)
      into.size.push(size[best])
      into.from.push(from[best])
      into.to.push(to[best])
      into.cases.push(cases[best])
      into.expected.push(expected[best])
      into.llr.push(llr[best])
      const start = from[best]
      const stop = to[best]
      for (let w = 0; w < count; w++) if (from[w] < stop && to[w] > start) llr[w] = 0
    }
  }
}

function casesBySite({ caseStart, caseInterval, siteWeight }: ScanPlan, sites: Uint32Array | undefined, intervals: Uint16Array): BySite {
  if (!sites) return { start: caseStart, interval: intervals }
  const start = new Uint32Array(siteWeight.length + 1)
  for (let k = 0; k < intervals.length; k++) start[sites[k] + 1]++
  for (let s = 0; s < siteWeight.length; s++) start[s + 1] += start[s]
  const interval = new Uint16Array(caseInterval.length)
  const next = start.slice()
  for (let k = 0; k < intervals.length; k++) interval[next[sites[k]]++] = intervals[k]
  return { start, interval }
}
