/**
 * Does a series rise or fall, whatever its shape? The test of Mann and Kendall, and the slope of Theil and Sen.
 *
 *   S = sum over i < j of sign(x_j - x_i);  Var S = (n(n-1)(2n+5) - sum over ties t(t-1)(2t+5)) / 18
 *   z = (S - sign S) / sqrt(Var S), p two-sided normal;  tau-b = S / sqrt(n(n-1)/2 (n(n-1)/2 - sum t(t-1)/2))
 *   Sen slope: median of (x_j - x_i) / (t_j - t_i), its interval from the ranks of these slopes
 *
 * Assumes steps that are independent of each other under the null: a season or a slow swing makes z too large (compare whole
 * years, or like months with like). Normal from about 10 steps on; with 4 steps p cannot fall below 0.08. It knows the
 * direction only: a jump is a trend too. Sen's slope of counts with many ties is often exactly 0 while S is not.
 * NaN values are missing: left out, the others keep their times. Fewer than 2 values: NaN. All equal: S = 0, z = 0, p = 1, tau NaN.
 *
 * Source: Mann, Econometrica 13 (1945) 245-259; Kendall 1975; Sen, JASA 63 (1968) 1379-1389. The same numbers as R's
 * cor.test(kendall, exact = FALSE, continuity = TRUE) and scipy's theilslopes (numpy rounds halves to even, and so does this).
 */
import { needConfidence } from './need.ts'
import { twoSidedP } from './normal.ts'
import { medianOfSorted } from './order.ts'
import { rootBetween } from './root.ts'

export type MannKendall = { n: number; S: number; variance: number; z: number; p: number; tau: number }

/** values: in order of time. */
export function mannKendall(values: ArrayLike<number>): MannKendall {
  const x = Float64Array.from(values).filter((value) => !Number.isNaN(value))
  const n = x.length
  const S = score(x, n)
  const ties = tiesOf(x.toSorted(), n)
  const pairs = (n * (n - 1)) / 2
  const variance = n < 2 ? NaN : (n * (n - 1) * (2 * n + 5) - ties.weighted) / 18
  const z = standardised(S, variance)
  return { n, S: n < 2 ? NaN : S, variance, z, p: twoSidedP(z), tau: S / Math.sqrt(pairs * (pairs - ties.pairs)) }
}

/** z of each row of a matrix, rows x steps, row by row: 70,000 cells of 36 steps in a fraction of a second. */
export function mannKendallRows(matrix: Float64Array, steps: number): Float64Array {
  if (!(Number.isInteger(steps) && steps > 0 && matrix.length % steps === 0)) {
    throw new RangeError(`steps is ${steps}: a whole number that divides ${matrix.length} values is needed`)
  }
  const row = new Float64Array(steps)
  return Float64Array.from({ length: matrix.length / steps }, (_, i) => {
    let n = 0
    for (let t = i * steps; t < (i + 1) * steps; t++) if (!Number.isNaN(matrix[t])) row[n++] = matrix[t]
    if (n < 2) return NaN
    const S = score(row, n)
    row.subarray(0, n).sort()
    return standardised(S, (n * (n - 1) * (2 * n + 5) - tiesOf(row, n).weighted) / 18)
  })
}

function standardised(S: number, variance: number): number {
  return S === 0 && variance >= 0 ? 0 : (S - Math.sign(S)) / Math.sqrt(variance)
}

/** Of the first n. */
function score(x: Float64Array, n: number): number {
  let S = 0
  for (let i = 0; i < n; i++) {
    const own = x[i]
    for (let j = i + 1; j < n; j++) S += (x[j] > own ? 1 : 0) - (x[j] < own ? 1 : 0)
  }
  return S
}

/** Over groups of t equal values among the first n: sum of t(t-1)(2t+5), and of t(t-1)/2. */
function tiesOf(sorted: Float64Array, n: number): { weighted: number; pairs: number } {
  let weighted = 0
  let pairs = 0
  for (let i = 0; i < n; ) {
    let end = i + 1
    while (end < n && sorted[end] === sorted[i]) end++
    const t = end - i
    weighted += t * (t - 1) * (2 * t + 5)
    pairs += (t * (t - 1)) / 2
    i = end
  }
  return { weighted, pairs }
}

export type SenSlope = { slope: number; low: number; high: number; intercept: number }

const MOST_VALUES = 5000

/**
 * Slope per unit of time. times: strictly ascending, 0, 1, 2 … unless given. The intercept is median(x) - slope median(t). At most
 * 5,000 values (12.5 M slopes).
 */
export function senSlope(values: ArrayLike<number>, times?: ArrayLike<number>, confidence = 0.95): SenSlope {
  if (times && times.length !== values.length) throw new RangeError(`${values.length} values but ${times.length} times`)
  needConfidence(confidence)
  const kept = Array.from({ length: values.length }, (_, i) => i).filter((i) => !Number.isNaN(values[i]))
  const n = kept.length
  if (n > MOST_VALUES) throw new RangeError(`${n} values: Sen's slope takes at most ${MOST_VALUES}`)
  if (n < 2) return { slope: NaN, low: NaN, high: NaN, intercept: NaN }
  const x = Float64Array.from(kept, (i) => values[i])
  const t = Float64Array.from(kept, (i) => (times ? times[i] : i))
  const slopes = new Float64Array((n * (n - 1)) / 2)
  for (let i = 0, k = 0; i < n; i++) {
    if (!(i === 0 || t[i] > t[i - 1])) throw new RangeError(`times has ${t[i]} after ${t[i - 1]}: they must ascend`)
    for (let j = i + 1; j < n; j++) slopes[k++] = (x[j] - x[i]) / (t[j] - t[i])
  }
  slopes.sort()
  const slope = medianOfSorted(slopes)
  const sorted = x.toSorted()
  const sigma = Math.sqrt((n * (n - 1) * (2 * n + 5) - tiesOf(sorted, n).weighted) / 18)
  const reach = quantileOfTwoSided(1 - confidence) * sigma
  const last = slopes.length - 1
  return {
    slope,
    low: slopes[Math.max(roundHalfEven((slopes.length - reach) / 2) - 1, 0)],
    high: slopes[Math.min(roundHalfEven((slopes.length + reach) / 2), last)],
    intercept: medianOfSorted(sorted) - slope * medianOfSorted(t),
  }
}

function roundHalfEven(x: number): number {
  const floor = Math.floor(x)
  const rest = x - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor
}

/** z with twoSidedP(z) = p. */
function quantileOfTwoSided(p: number): number {
  return rootBetween((z) => Math.log(twoSidedP(z) / p), 0, 38)
}
