/**
 * Everything a scan needs before the first replicate: sites, circles, cases sorted by site, expected values, blocks of windows.
 * Plain data (numbers and typed arrays), so that it can be sent to a worker as it is.
 *
 * A window is a circle and an interval of time [from, to); a purely spatial scan has one interval. Expected cases of a window:
 *   separable      (sum of siteWeight over the circle) * (timeSum[to] - timeSum[from]) / divisor
 *                  population that is the same all the time, and the permutation model: site total * interval total / all cases
 *   not separable  the sum over the circle of siteTime[s, to] - siteTime[s, from]
 * both on the scale on which all windows together have as many expected as observed cases.
 */
import { type Blocks, createBlocks } from './blocks.ts'
import { type Circles, growCircles } from './circles.ts'
import type { Rates } from './likelihood.ts'
import { type Coordinates, createSites, type Sites } from './sites.ts'

export type ScanModel = 'poisson' | 'space-time-permutation'

export type ScanInput = {
  model: ScanModel
  coordinates: Coordinates
  /** Cases as columns, one row a case (or count cases) at a location (row of coordinates) in an interval 0 .. intervals - 1. */
  cases: { location: ArrayLike<number>; interval?: ArrayLike<number>; count?: ArrayLike<number> }
  /**
   * Poisson only: population at risk (or people times time, or expected cases: any scale), one number per location, the
   * same in every interval; or locations * intervals numbers, those of a location together.
   */
  exposure?: ArrayLike<number>
  /** Number of time intervals; 1, a purely spatial scan, unless given. */
  intervals?: number
  /** Lengths of the intervals, where exposure is one number per location: months have 28 to 31 days. All alike unless given; of no account to the permutation model. */
  intervalLengths?: ArrayLike<number>
  /** Shortest and longest window in intervals; 1 and half of all unless given. */
  minIntervals?: number
  maxIntervals?: number
  /** Largest circle as share of the exposure (permutation: of the cases), above 0 up to 0.5; 0.5 unless given. */
  maxShare?: number
  /** Largest circle by radius, in the unit of the coordinates (spherical: km). */
  maxRadius?: number
  /** 'high' unless given. Only 'high' is fast. */
  rates?: Rates
  /** A high window has at least so many cases; 2 unless given. */
  minCases?: number
}

export type ScanPlan = {
  readonly model: ScanModel
  readonly rates: Rates
  readonly minCases: number
  readonly intervals: number
  readonly minIntervals: number
  readonly maxIntervals: number
  /** All cases. */
  readonly total: number
  readonly sites: Sites
  readonly circles: Circles
  /** Cases of site s: caseInterval[caseStart[s]] .. caseInterval[caseStart[s + 1] - 1]. */
  readonly caseStart: Uint32Array
  readonly caseInterval: Uint16Array
  readonly siteWeight: Float64Array
  readonly timeSum: Float64Array
  readonly divisor: number
  /** Not separable only: sites * (intervals + 1), sums over time. */
  readonly siteTime: Float64Array | undefined
  readonly blocks: Blocks
}

/** RangeError naming the parameter when the input makes no sense. No cases or no locations: a plan that finds nothing. */
export function prepareScan(input: ScanInput): ScanPlan {
  const { model, rates = 'high', minCases = 2, maxShare = 0.5, maxRadius = Infinity } = input
  const intervals = whole('intervals', input.intervals ?? 1, 1, 65535)
  if (model === 'space-time-permutation' && intervals < 2) {
    throw new RangeError(`intervals is ${intervals}: the permutation model compares times, it needs two or more`)
  }
  const maxIntervals = whole('maxIntervals', input.maxIntervals ?? Math.max(1, intervals >> 1), 1, intervals)
  const minIntervals = whole('minIntervals', input.minIntervals ?? 1, 1, maxIntervals)
  whole('minCases', minCases, 1, 0x7fffffff)
  if (!(maxShare > 0 && maxShare <= 0.5)) throw new RangeError(`maxShare is ${maxShare}: a share above 0 up to 0.5 is needed`)
  if (!(maxRadius >= 0)) throw new RangeError(`maxRadius is ${maxRadius}: a distance from 0 on is needed`)
  const sites = createSites(input.coordinates)
  const { caseStart, caseInterval } = sortCases(input, sites, intervals)
  const total = caseInterval.length
  const expected =
    model === 'poisson'
      ? poissonExpected(input, sites, intervals, caseStart, caseInterval)
      : permutationExpected(input, intervals, caseStart, caseInterval)
  const circles = growCircles(sites, expected.siteWeight, maxShare * total, maxRadius)
  // The largest share of time a window can take says how fast expected values grow along a list.
  const blocks = createBlocks(circles, expected.siteWeight, largestShare({ ...expected, intervals, maxIntervals }), total, minCases, intervals > 1)
  return {
    model, rates, minCases, intervals, minIntervals, maxIntervals, total, sites, circles, caseStart, caseInterval, ...expected, blocks,
  }
}

function largestShare({ timeSum, divisor, intervals, maxIntervals }: Pick<ScanPlan, 'timeSum' | 'divisor' | 'intervals' | 'maxIntervals'>): number {
  let share = 0
  for (let t = 0; t + maxIntervals <= intervals; t++) share = Math.max(share, (timeSum[t + maxIntervals] - timeSum[t]) / divisor)
  return share
}

/** At least what any first window of a block expects: how far the ladder of counts has to reach. */
export function largestExpected(plan: ScanPlan): number {
  if (plan.siteTime) return plan.total
  let weight = 0
  for (const w of plan.blocks.first) if (w > weight) weight = w
  return weight * largestShare(plan)
}

type Expected = Pick<ScanPlan, 'siteWeight' | 'timeSum' | 'divisor' | 'siteTime'>

function sortCases({ cases, coordinates }: ScanInput, { siteOf, x }: Sites, intervals: number) {
  const locations = coordinates.kind === 'planar' ? coordinates.x.length : coordinates.lat.length
  const { location, interval, count } = cases
  const rows = location.length
  for (const [name, column] of [['interval', interval], ['count', count]] as const) {
    if (column && column.length !== rows) throw new RangeError(`cases.${name} has ${column.length} rows, cases.location has ${rows}`)
  }
  if (intervals > 1 && !interval) throw new RangeError('cases.interval is needed where there are intervals')
  const caseStart = new Uint32Array(x.length + 1)
  let total = 0
  for (let i = 0; i < rows; i++) {
    whole('cases.location', location[i], 0, locations - 1)
    if (interval) whole('cases.interval', interval[i], 0, intervals - 1)
    const n = count ? whole('cases.count', count[i], 0, 0x7fffffff) : 1
    total += n
    if (total > 0x3fffffff) throw new RangeError(`cases: more than ${0x3fffffff}`)
    caseStart[siteOf[location[i]] + 1] += n
  }
  for (let s = 0; s < x.length; s++) caseStart[s + 1] += caseStart[s]
  const caseInterval = new Uint16Array(total)
  const next = caseStart.slice()
  for (let i = 0; i < rows; i++) {
    const n = count ? count[i] : 1
    const site = siteOf[location[i]]
    caseInterval.fill(interval ? interval[i] : 0, next[site], next[site] + n)
    next[site] += n
  }
  // In order of time within a site: the plan, and with it the random draws, does not depend on the order of rows.
  for (let s = 0; s < x.length; s++) caseInterval.subarray(caseStart[s], caseStart[s + 1]).sort()
  return { caseStart, caseInterval }
}

function permutationExpected(
  { exposure }: ScanInput,
  intervals: number,
  caseStart: Uint32Array,
  caseInterval: Uint16Array,
): Expected {
  if (exposure) throw new RangeError('exposure: the permutation model takes none, it compares cases with cases')
  const timeSum = new Float64Array(intervals + 1)
  for (const t of caseInterval) timeSum[t + 1]++
  for (let t = 0; t < intervals; t++) timeSum[t + 1] += timeSum[t]
  const siteWeight = Float64Array.from({ length: caseStart.length - 1 }, (_, s) => caseStart[s + 1] - caseStart[s])
  return { siteWeight, timeSum, divisor: caseInterval.length, siteTime: undefined }
}

function poissonExpected(
  { exposure, intervalLengths }: ScanInput,
  { siteOf, x }: Sites,
  intervals: number,
  caseStart: Uint32Array,
  caseInterval: Uint16Array,
): Expected {
  const locations = siteOf.length
  const total = caseInterval.length
  if (!exposure) throw new RangeError('exposure: the Poisson model needs the population at risk')
  const full = exposure.length === locations * intervals && intervals > 1
  if (!full && exposure.length !== locations) {
    throw new RangeError(`exposure has ${exposure.length} numbers, ${locations} or ${locations * intervals} are needed`)
  }
  if (intervalLengths && (full || intervalLengths.length !== intervals)) {
    throw new RangeError(`intervalLengths: ${intervals} numbers, and only where exposure is one number per location`)
  }
  const sum = positiveSum('exposure', exposure)
  if (locations > 0 && !(sum > 0)) throw new RangeError('exposure is zero everywhere')
  const siteWeight = new Float64Array(x.length)
  const step = full ? intervals : 1
  for (let i = 0; i < exposure.length; i++) siteWeight[siteOf[Math.floor(i / step)]] += (exposure[i] / sum) * total
  const timeSum = new Float64Array(intervals + 1)
  const siteTime = full ? new Float64Array(x.length * (intervals + 1)) : undefined
  const time = intervalLengths ? positiveSum('intervalLengths', intervalLengths) : intervals
  for (let t = 0; t < intervals; t++) timeSum[t + 1] = timeSum[t] + (intervalLengths ? intervalLengths[t] : 1) / time
  if (siteTime) {
    timeSum.fill(0)
    for (let i = 0; i < locations; i++) {
      let here = 0
      for (let t = 0; t < intervals; t++) {
        here += (exposure[i * intervals + t] / sum) * total
        siteTime[siteOf[i] * (intervals + 1) + t + 1] += here
        timeSum[t + 1] += here / total
      }
    }
  }
  refuseImpossibleCases(caseStart, caseInterval, siteWeight, siteTime, timeSum)
  return { siteWeight, timeSum, divisor: 1, siteTime }
}

/** A case where nobody is at risk would have an infinite likelihood ratio: a fault of the population, not a cluster. */
function refuseImpossibleCases(
  caseStart: Uint32Array,
  caseInterval: Uint16Array,
  siteWeight: Float64Array,
  siteTime: Float64Array | undefined,
  timeSum: Float64Array,
): void {
  const times = timeSum.length
  for (let s = 0; s < siteWeight.length; s++) {
    for (let k = caseStart[s]; k < caseStart[s + 1]; k++) {
      const t = caseInterval[k]
      const sums = siteTime ? siteTime.subarray(s * times, (s + 1) * times) : timeSum
      if (!(siteWeight[s] > 0) || !(sums[t + 1] > sums[t])) throw new RangeError(`exposure is zero where cases are (interval ${t})`)
    }
  }
}

function positiveSum(name: string, values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] >= 0 && values[i] < Infinity)) throw new RangeError(`${name}: ${values[i]} (number ${i}) is not a number from 0 on`)
    sum += values[i]
  }
  return sum
}

function whole(name: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} is ${value}: a whole number from ${least} to ${most} is needed`)
  }
  return value
}
