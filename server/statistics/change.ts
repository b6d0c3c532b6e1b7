/**
 * Where did it really go up or down from one period to the next, beyond what chance does to small counts?
 *
 *   cell i: y incidents in the earlier period of t days, x in the later one of s days; n = x + y
 *   rate ratio (x/s) / (y/t), compared with a baseline ratio B: 1, or that of the whole county
 *   exact conditional test: given n, x is binomial(n, B s / (B s + t)) where the cell changed as the baseline did
 *   interval of the ratio: Clopper and Pearson's of x among n, turned into a ratio; two-sided p: all splits of n no likelier than x
 *
 * Against the county's ratio (X/s) / (Y/t) the question is "did this cell's share of the county change?" and the length of
 * the periods falls out: x is binomial(n, X / (X + Y)). The county's own ratio is then taken as known, and the cell
 * is part of it: both right where a cell is a small part of its county, cautious where it is not.
 *
 * Assumes incidents that come singly and independently at a rate constant within each period. They do not quite: repeats
 * and feuds make counts vary more than Poisson, so some "changes" are one evening. Seasons are no change: compare like months.
 * A change in recording or in the feeds received looks the same as a change in violence. Counts must be whole numbers:
 * weighted incidents have no exact test.
 *
 * p is per cell and unadjusted: adjust it (adjust.ts). A cell without incidents in either period tests nothing: its p is
 * NaN, which adjustP does not count. leastP is the smallest p that n incidents could have given however they fell: a cell where
 * it is above alpha cannot show a change. It depends on n alone, so cells may be left out by it before adjusting (Tarone 1990).
 *
 * Source: Przyborowski and Wilenski, Biometrika 31 (1940) 313-323; same numbers as R poisson.test(c(x, y), c(s, t), r = B);
 * Tarone, Biometrics 46 (1990) 515-522.
 */
import { binomialTest } from './binomial.ts'
import { needConfidence, needPositive, totalOf } from './need.ts'
import { compareCounts } from './poisson.ts'

export type ChangeOptions = {
  /** Length of each period in the same unit (days), > 0; 1 unless given. */
  earlierExposure?: number
  laterExposure?: number
  /** 'none': against no change; 'county': against the ratio of the totals; or a ratio > 0. 'none' unless given. */
  baseline?: 'none' | 'county' | number
  /** Of the interval, in (0, 1); 0.95 unless given. */
  confidence?: number
}

export type Change = {
  /** Rate ratio later / earlier; Infinity where only the earlier count is 0, NaN where both are. */
  ratio: Float64Array
  /** Interval of the ratio; 0..Infinity where both counts are 0. */
  low: Float64Array
  high: Float64Array
  /** 1: more than the baseline says, -1: less, 0: as the baseline or no incidents. Says nothing of significance. */
  direction: Int8Array
  /** Two-sided, unadjusted; NaN for a cell without incidents. */
  p: Float64Array
  /** The smallest p that as many incidents could have given; NaN for a cell without incidents. */
  leastP: Float64Array
  /** The ratio that cells were compared with; NaN (and every p NaN) where the county's does not exist. */
  baseline: number
}

/** earlier, later: counts of the same cells. */
export function change(earlier: ArrayLike<number>, later: ArrayLike<number>, options: ChangeOptions = {}): Change {
  const cells = earlier.length
  if (later.length !== cells) throw new RangeError(`${cells} earlier counts against ${later.length} later ones`)
  const { earlierExposure = 1, laterExposure = 1, confidence = 0.95 } = options
  needPositive('earlierExposure', earlierExposure)
  needPositive('laterExposure', laterExposure)
  needConfidence(confidence)
  const totalEarlier = totalOf('earlier', earlier)
  const totalLater = totalOf('later', later)
  const baseline = baselineOf(options.baseline ?? 'none', totalLater / laterExposure, totalEarlier / earlierExposure)
  const result: Change = {
    ratio: new Float64Array(cells).fill(NaN),
    low: new Float64Array(cells),
    high: new Float64Array(cells).fill(Infinity),
    direction: new Int8Array(cells),
    p: new Float64Array(cells).fill(NaN),
    leastP: new Float64Array(cells).fill(NaN),
    baseline,
  }
  // Counts are few and small numbers: one test for each pair of counts, not for each cell. A pair is known by one number.
  const stride = totalEarlier + 1
  const told = (totalLater + 1) * stride <= Number.MAX_SAFE_INTEGER
  const firstWith = new Map<number, number>()
  const leastOf = new Map<number, number>()
  const share = (baseline * laterExposure) / (baseline * laterExposure + earlierExposure)
  for (let i = 0; i < cells; i++) {
    const x = later[i]
    const y = earlier[i]
    const n = x + y
    if (n === 0) continue
    const key = x * stride + y
    const same = told ? firstWith.get(key) : undefined
    if (same !== undefined) {
      copyCell(result, same, i)
      continue
    }
    firstWith.set(key, i)
    const test = compareCounts(x, laterExposure, y, earlierExposure, Number.isNaN(baseline) ? 1 : baseline, confidence)
    result.ratio[i] = test.ratio
    result.low[i] = test.low
    result.high[i] = test.high
    if (Number.isNaN(baseline)) continue
    result.direction[i] = Math.sign(x * earlierExposure - baseline * y * laterExposure)
    result.p[i] = test.p
    let least = leastOf.get(n)
    if (least === undefined) {
      least = Math.min(binomialTest(0, n, share).p, binomialTest(n, n, share).p)
      leastOf.set(n, least)
    }
    result.leastP[i] = least
  }
  return result
}

function copyCell(result: Change, from: number, to: number): void {
  result.ratio[to] = result.ratio[from]
  result.low[to] = result.low[from]
  result.high[to] = result.high[from]
  result.direction[to] = result.direction[from]
  result.p[to] = result.p[from]
  result.leastP[to] = result.leastP[from]
}

function baselineOf(baseline: 'none' | 'county' | number, laterRate: number, earlierRate: number): number {
  if (baseline === 'none') return 1
  // Without incidents in one of the periods the county has no ratio to change by.
  if (baseline === 'county') return laterRate > 0 && earlierRate > 0 ? laterRate / earlierRate : NaN
  needPositive('baseline', baseline)
  return baseline
}
