/**
 * Which cells are like their surroundings (high among high, low among low), and which stand out from them? Local Moran's I.
 *
 *   I_i = (z_i / m2) lag_i       z = x - mean, m2 = sum z^2 / n, lag_i = mean of z over the neighbours of i (row-standardised)
 *
 * Two null hypotheses, both of randomisation (no normal distribution of x is assumed), k = number of neighbours:
 *   conditional: x_i stays, the others change places (what the permutation test does)
 *     E = -z_i^2 / (m2 (n-1))       Var = (z_i/m2)^2 n/(n-2) (1/k - 1/(n-1)) (m2 - z_i^2/(n-1))
 *   total: all values change places; b2 = m4 / m2^2
 *     E = -1 / (n-1)                Var = (n-b2)/(n-1) /k + (2 b2 - n)/((n-1)(n-2)) (1 - 1/k) - E^2
 *
 * Conditional is the one to use for maps: under total a cell with an extreme value is "significant" by its own value. The
 * conditional z is the z of Gi, with its sign turned where the cell lies below the mean. Assumes any value could stand in any
 * cell: not so for counts over unequal populations (see empiricalBayes.ts). With few neighbours and skewed counts p from the
 * normal is too small in the tail: prefer localMoranPermutation.ts. Adjust p for the number of cells (adjust.ts).
 * NaN: a field that does not vary or is not finite; a cell without neighbours; z and p also where the variance is 0 (x_i at
 * the mean, every other cell a neighbour, all others equal, fewer than three cells).
 *
 * Source: Anselin, Geographical Analysis 27 (1995) 93-115; Sokal, Oden and Thomson, Geographical Analysis 30 (1998) 331-354.
 * The same numbers as spdep::localmoran (R), style W, mlvar = TRUE.
 */
import { meanOf, type Moments, moments, squaresWithout } from './moments.ts'
import { type Neighbours, sameLength } from './neighbours.ts'
import { twoSidedPs } from './normal.ts'
import { medianOfSorted } from './order.ts'

export type LocalMoranNull = 'conditional' | 'total'

export type LocalMoran = {
  i: Float64Array
  expectation: Float64Array
  variance: Float64Array
  /** (i - expectation) / sqrt(variance) */
  z: Float64Array
  /** Two-sided, by the normal distribution. */
  p: Float64Array
}

/** One number of each kind per cell, in row order of the lists. */
export function localMoran(values: ArrayLike<number>, neighbours: Neighbours, under: LocalMoranNull = 'conditional'): LocalMoran {
  const n = sameLength(values, neighbours)
  const result = emptyResult(n)
  const field = moments(values)
  if (!field) return result
  const { offsets } = neighbours
  const { centred, sumOfSquares, sumOfFourths } = field
  const m2 = sumOfSquares / n
  const b2 = sumOfFourths / n / (m2 * m2)
  const lag = spatialLag(centred, neighbours)
  for (let i = 0; i < n; i++) {
    const k = offsets[i + 1] - offsets[i]
    if (k === 0) continue
    const own = centred[i] / m2
    result.i[i] = own * lag[i]
    if (under === 'conditional') {
      result.expectation[i] = -(own * centred[i]) / (n - 1)
      result.variance[i] = own * own * varianceOfLag(field, i, k)
    } else {
      const expectation = -1 / (n - 1)
      result.expectation[i] = expectation
      result.variance[i] =
        (n - b2) / (n - 1) / k + ((2 * b2 - n) / ((n - 1) * (n - 2))) * (1 - 1 / k) - expectation * expectation
    }
  }
  return scored(result)
}

/** Variance of the mean of k of the n - 1 others, drawn without replacement; 0 where nothing can vary. */
export function varianceOfLag(field: Moments, i: number, k: number): number {
  const n = field.centred.length
  if (n < 3) return 0
  return ((1 / k - 1 / (n - 1)) * squaresWithout(field, i)) / (n - 2)
}

/** Fills in z and p from i, expectation and variance. */
export function scored(result: LocalMoran): LocalMoran {
  const { i, expectation, variance, z } = result
  for (let c = 0; c < z.length; c++) z[c] = variance[c] > 0 ? (i[c] - expectation[c]) / Math.sqrt(variance[c]) : NaN
  result.p = twoSidedPs(z)
  return result
}

export function emptyResult(n: number): LocalMoran {
  const empty = (): Float64Array => new Float64Array(n).fill(NaN)
  return { i: empty(), expectation: empty(), variance: empty(), z: empty(), p: empty() }
}

/** Mean over each cell's neighbours, NaN without neighbours. */
export function spatialLag(values: ArrayLike<number>, { offsets, targets }: Neighbours): Float64Array {
  const n = offsets.length - 1
  const lag = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let e = offsets[i]; e < offsets[i + 1]; e++) sum += values[targets[e]]
    lag[i] = sum / (offsets[i + 1] - offsets[i])
  }
  return lag
}

/** What the codes of `quadrants` mean: the cell's own value, then its surroundings. */
export const QUADRANTS = ['none', 'high-high', 'low-high', 'low-low', 'high-low'] as const
export type QuadrantSplit = 'mean' | 'mean-of-lag' | 'median'

/**
 * The quarter of the Moran scatter plot, a code into QUADRANTS per cell; `own` and the mean of `around` over the neighbours are
 * high when above (not at) their split. 0 for a cell without neighbours or where a value is not finite.
 *   mean          own and lag both against the mean of the values: high-high and low-low are exactly the cells with I > 0
 *                 (Anselin; GeoDa, PySAL, spdep's "pysal")
 *   mean-of-lag   the lag against the mean of all lags (spdep's "mean")
 *   median        each against its own median (spdep's "median")
 * Cells without neighbours have no lag and count in no mean or median of lags.
 */
export function quadrants(
  own: ArrayLike<number>, around: ArrayLike<number>, neighbours: Neighbours, split: QuadrantSplit = 'mean',
): Uint8Array {
  const n = sameLength(own, neighbours)
  sameLength(around, neighbours)
  const codes = new Uint8Array(n)
  const lag = spatialLag(around, neighbours)
  const lags = lag.filter((x) => !Number.isNaN(x))
  const middle = split === 'median' ? medianOf : meanOf
  const ownSplit = middle(own)
  const lagSplit = split === 'mean' ? meanOf(around) : middle(lags)
  if (!Number.isFinite(ownSplit) || !Number.isFinite(lagSplit)) return codes
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(lag[i])) continue
    const high = own[i] > ownSplit
    codes[i] = lag[i] > lagSplit ? (high ? 1 : 2) : high ? 4 : 3
  }
  return codes
}

function medianOf(values: ArrayLike<number>): number {
  return medianOfSorted(Float64Array.from(values).sort())
}
