/**
 * The largest likelihood ratio of each of many replicates, space-time scan for high rates: the same number as likelyWindows would
 * give, by a shorter way.
 *
 * 24 replicates go together, packed two to four in a word (lanes.ts). For each centre the cases in the growing circle are kept by
 * interval of time; at the end of each block of the centre's list (blocks.ts) sums over time give the count of every window of
 * time with one subtraction, and one addition tells whether any replicate of the word may beat the bar. Only then, for that
 * replicate, those windows of time and that block, circles are grown site by site and logarithms taken.
 * Where cases are few a coarser question comes first: whether the longest windows hold enough cases for any window inside them.
 */
import { eachCentre, raiseBar } from './bar.ts'
import { laneOf, type Lanes, lanesFor } from './lanes.ts'
import { createLadder, logLikelihoodRatio, upperBound } from './likelihood.ts'
import { largestExpected, type ScanPlan } from './plan.ts'
import { anyCoarse, anyRaised, createRaisers } from './raisers.ts'
import { createReplicates } from './simulate.ts'
import { timeWindows } from './timeWindows.ts'

const TOGETHER = 24

export function spaceTimeMaxima(plan: ScanPlan, seed: number, from: number, to: number): Float64Array {
  const maxima = new Float64Array(to - from)
  const drawReplicate = createReplicates(plan)
  const batch = createBatch(plan)
  for (let start = from; start < to; start += TOGETHER) {
    const size = Math.min(TOGETHER, to - start)
    for (let r = 0; r < size; r++) batch.place(r, (sites, times) => drawReplicate(seed, start + r, sites, times))
    batch.run(maxima.subarray(start - from, start - from + size))
  }
  return maxima
}

type Fill = (sites: Uint32Array, times: Uint16Array) => void

function createBatch(plan: ScanPlan) {
  const { circles, blocks, caseStart, siteWeight, timeSum, divisor, siteTime, intervals, total, minCases } = plan
  const n = siteWeight.length
  const permutation = plan.model === 'space-time-permutation'
  const windows = timeWindows(plan)
  const windowCount = windows.from.length

  // Times of cases by site. Permutation: case k of every replicate side by side; Poisson: one after the other, each with its starts.
  const times = new Uint16Array(TOGETHER * total)
  const starts = permutation ? new Uint32Array(0) : new Uint32Array(TOGETHER * (n + 1))
  const drawnSites = new Uint32Array(permutation ? 0 : total)
  const drawnTimes = new Uint16Array(total)

  const place = (replicate: number, fill: Fill): void => {
    fill(drawnSites, drawnTimes)
    if (permutation) {
      for (let k = 0; k < total; k++) times[k * TOGETHER + replicate] = drawnTimes[k]
      return
    }
    const start = starts.subarray(replicate * (n + 1), (replicate + 1) * (n + 1))
    start.fill(0)
    for (let k = 0; k < total; k++) start[drawnSites[k] + 1]++
    for (let s = 0; s < n; s++) start[s + 1] += start[s]
    const next = start.slice()
    for (let k = 0; k < total; k++) times[replicate * total + next[drawnSites[k]]++] = drawnTimes[k]
  }

  const ladder = createLadder(total, minCases, largestExpected(plan))
  let best: Float64Array = new Float64Array(0)

  // Word and unit of each replicate; set for each centre, as circles of many cases need wide lanes.
  const wordOf = new Int32Array(TOGETHER)
  const unitOf = new Int32Array(TOGETHER)
  // One number more per word than intervals: a scatter at [word][interval].
  const held = new Int32Array(TOGETHER * intervals)
  const sums = new Int32Array(intervals + 1)
  const { raise, coarse, setRaise, setCoarse } = createRaisers(plan, ladder)
  const lowSums = new Float64Array(intervals + 1)
  const hits = new Uint32Array(windowCount)
  const lone = new Int32Array(intervals)
  const loneSums = new Float64Array(intervals + 1)
  const blockSums = new Float64Array(intervals + 1)

  const addSite = (site: number, size: number): void => {
    if (permutation) {
      for (let k = caseStart[site] * TOGETHER; k < caseStart[site + 1] * TOGETHER; k += TOGETHER) {
        for (let r = 0; r < size; r++) held[wordOf[r] + times[k + r]] += unitOf[r]
      }
      return
    }
    for (let r = 0; r < size; r++) {
      const row = r * (n + 1) + site
      const base = r * total
      for (let k = starts[row]; k < starts[row + 1]; k++) held[wordOf[r] + times[base + k]] += unitOf[r]
    }
  }

  /** One replicate, one block, the windows of time in `hits`. */
  const search = (centre: number, block: number, replicate: number, lanes: Lanes, hitCount: number): void => {
    const first = block === blocks.start[centre] ? circles.offsets[centre] : blocks.end[block - 1]
    const end = blocks.end[block]
    const lane = replicate % lanes.perWord
    for (let t = 0; t < intervals; t++) lone[t] = laneOf(lanes, held[wordOf[replicate] + t], lane)
    for (let k = first; k < end; k++) eachCase(circles.members[k], replicate, -1)
    let weight = blocks.before[block]
    if (siteTime) loneSums.set(blockSums)
    for (let k = first; k < end; k++) {
      const site = circles.members[k]
      weight += siteWeight[site]
      if (siteTime) for (let t = 1; t <= intervals; t++) loneSums[t] += siteTime[site * (intervals + 1) + t]
      if (eachCase(site, replicate, 1) === 0) continue
      for (let h = 0; h < hitCount; h++) {
        const start = windows.from[hits[h]]
        const stop = windows.to[hits[h]]
        let cases = 0
        for (let t = start; t < stop; t++) cases += lone[t]
        const expected = siteTime ? loneSums[stop] - loneSums[start] : (weight * (timeSum[stop] - timeSum[start])) / divisor
        if (cases < minCases || !(cases > expected) || !(upperBound(cases, expected, total) > best[replicate])) continue
        const llr = logLikelihoodRatio(cases, expected, total, 'high')
        if (llr > best[replicate]) best[replicate] = llr
      }
    }
  }

  const eachCase = (site: number, replicate: number, sign: number): number => {
    if (permutation) {
      for (let k = caseStart[site]; k < caseStart[site + 1]; k++) lone[times[k * TOGETHER + replicate]] += sign
      return caseStart[site + 1] - caseStart[site]
    }
    const row = replicate * (n + 1) + site
    for (let k = starts[row]; k < starts[row + 1]; k++) lone[times[replicate * total + k]] += sign
    return starts[row + 1] - starts[row]
  }

  const centreWalk = (centre: number, size: number): void => {
    const lanes = lanesFor(permutation ? casesAround(plan, centre) : total)
    const words = Math.ceil(size / lanes.perWord)
    for (let r = 0; r < size; r++) {
      wordOf[r] = Math.floor(r / lanes.perWord) * intervals
      unitOf[r] = 1 << (lanes.bits * (r % lanes.perWord))
    }
    held.fill(0, 0, words * intervals)
    blockSums.fill(0)
    let k = circles.offsets[centre]
    for (let block = blocks.start[centre]; block < blocks.start[centre + 1]; block++) {
      if (siteTime) for (let t = 0; t <= intervals; t++) lowSums[t] = blockSums[t] + siteTime[circles.members[k] * (intervals + 1) + t]
      for (; k < blocks.end[block]; k++) addSite(circles.members[k], size)
      const useCoarse = setCoarse(lanes, lowSums, blocks.first[block])
      let raiseSet = false
      let risen = false
      for (let word = 0; word < words; word++) {
        const base = word * intervals
        let sum = 0
        for (let t = 0; t < intervals; t++) {
          sum = (sum + held[base + t]) | 0
          sums[t + 1] = sum
        }
        if (useCoarse && !anyCoarse(plan, sums, coarse, lanes.flags)) continue
        if (!raiseSet) setRaise(lanes, lowSums, Math.sqrt(blocks.first[block]))
        raiseSet = true
        const raised = anyRaised(plan, sums, raise) & lanes.flags
        if (raised === 0) continue
        for (let lane = 0; lane < lanes.perWord; lane++) {
          const replicate = word * lanes.perWord + lane
          if (replicate >= size) break
          const flag = 1 << (lanes.bits * (lane + 1) - 1)
          if ((raised & flag) === 0) continue
          let hitCount = 0
          for (let w = 0; w < windowCount; w++) {
            if ((((sums[windows.to[w]] - sums[windows.from[w]]) | 0) + raise[w]) & flag) hits[hitCount++] = w
          }
          const before = best[replicate]
          search(centre, block, replicate, lanes, hitCount)
          risen ||= best[replicate] > before
        }
      }
      if (risen) raiseBar(ladder, best)
      if (siteTime) {
        const first = block === blocks.start[centre] ? circles.offsets[centre] : blocks.end[block - 1]
        for (let j = first; j < k; j++) {
          for (let t = 1; t <= intervals; t++) blockSums[t] += siteTime[circles.members[j] * (intervals + 1) + t]
        }
      }
    }
  }

  const run = (into: Float64Array): void => {
    best = into
    ladder.bar = -1
    raiseBar(ladder, best)
    eachCentre(n, (centre) => centreWalk(centre, into.length))
  }
  return { place, run }
}

/** Cases in the largest circle about a centre: permutation leaves them as they are. */
function casesAround({ circles, siteWeight }: ScanPlan, centre: number): number {
  let sum = 0
  for (let k = circles.offsets[centre]; k < circles.offsets[centre + 1]; k++) sum += siteWeight[circles.members[k]]
  return sum
}
