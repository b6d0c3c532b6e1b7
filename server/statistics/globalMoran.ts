/**
 * Do high values lie near high ones over the whole map, more than chance would bring? One number for the field: Moran's I
 * (products of deviations) and Geary's C (squared differences of neighbours, more sensitive to local contrast).
 *
 *   I = n/S0 sum_ij w_ij z_i z_j / sum z^2          expected -1/(n-1); above it: like beside like
 *   C = (n-1)/(2 S0) sum_ij w_ij (x_i - x_j)^2 / sum z^2   expected 1; below it: like beside like
 *
 *   z = x - mean, S0 = sum w_ij, S1 = 1/2 sum (w_ij + w_ji)^2, S2 = sum_i (w_i. + w_.i)^2, K = n sum z^4 / (sum z^2)^2
 *   Var I = (n((n^2-3n+3) S1 - n S2 + 3 S0^2) - K((n^2-n) S1 - 2n S2 + 6 S0^2)) / ((n-1)(n-2)(n-3) S0^2) - E^2
 *   Var C = ((n-1) S1 (n^2-3n+3 - K(n-1)) - (n-1) S2/4 (n^2+3n-6 - K(n^2-n+2)) + S0^2 (n^2-3 - K(n-1)^2)) / (n(n-2)(n-3) S0^2)
 *
 * The variances are those of randomisation: exact over all n! orders of the values, whatever their distribution; p takes the
 * normal distribution for I and C, good from some dozens of cells on. Weights: row-standardised (1/number of neighbours) or
 * binary. One significant I says that the map is not random; it does not say where (localMoran.ts), and unequal populations
 * alone can bring it: use rates or scores of empiricalBayes.ts.
 * z is positive where like lies beside like, for C too. NaN: no variation, values not finite, no links, fewer than four cells
 * (variance), every cell linked with every other (z).
 *
 * Source: Cliff and Ord, Spatial Processes (1981), ch. 2; the same numbers as spdep::moran.test and geary.test (R).
 */
import { moments } from './moments.ts'
import { type Neighbours, reversed, sameLength } from './neighbours.ts'
import { twoSidedP } from './normal.ts'

export type GlobalOptions = {
  weights?: 'row' | 'binary'
  /** False: n is the number of cells with neighbours, as spdep does by default (adjust.n); then E and Var are approximate. */
  countIsolates?: boolean
}

export type GlobalStatistic = { statistic: number; expectation: number; variance: number; z: number; p: number }

/** Moran's I. */
export function globalMoran(values: ArrayLike<number>, neighbours: Neighbours, options: GlobalOptions = {}): GlobalStatistic {
  const common = commonOf(values, neighbours, options)
  if (!common) return none
  const { n, z, sumOfSquares, k, w, s00 } = common
  const statistic = ((n / w.s0) * sumOverLinks(neighbours, options.weights, (i, j) => z[i] * z[j])) / sumOfSquares
  const expectation = -1 / (n - 1)
  const first = n * ((n * n - 3 * n + 3) * w.s1 - n * w.s2 + 3 * s00)
  const second = k * ((n * n - n) * w.s1 - 2 * n * w.s2 + 6 * s00)
  const variance = (first - second) / ((n - 1) * (n - 2) * (n - 3) * s00) - expectation * expectation
  return scored(statistic, expectation, n < 4 ? NaN : variance, 1, 1e-12 * expectation * expectation)
}

/** Geary's C. */
export function gearyC(values: ArrayLike<number>, neighbours: Neighbours, options: GlobalOptions = {}): GlobalStatistic {
  const common = commonOf(values, neighbours, options)
  if (!common) return none
  const { n, z, sumOfSquares, k, w, s00 } = common
  const sum = sumOverLinks(neighbours, options.weights, (i, j) => (z[i] - z[j]) ** 2)
  const statistic = (((n - 1) / (2 * w.s0)) * sum) / sumOfSquares
  const variance =
    ((n - 1) * w.s1 * (n * n - 3 * n + 3 - k * (n - 1)) -
      ((n - 1) * w.s2 * (n * n + 3 * n - 6 - k * (n * n - n + 2))) / 4 +
      s00 * (n * n - 3 - k * (n - 1) ** 2)) /
    (n * (n - 2) * (n - 3) * s00)
  return scored(statistic, 1, n < 4 ? NaN : variance, -1, 1e-12)
}

const none: GlobalStatistic = { statistic: NaN, expectation: NaN, variance: NaN, z: NaN, p: NaN }

/** What both statistics are made of; null where neither exists. */
function commonOf(values: ArrayLike<number>, neighbours: Neighbours, { weights, countIsolates = true }: GlobalOptions) {
  sameLength(values, neighbours)
  const field = moments(values)
  if (!field) return null
  const w = weightConstants(neighbours, weights)
  if (w.s0 === 0) return null
  const { centred: z, sumOfSquares, sumOfFourths } = field
  const n = countIsolates ? z.length : w.linked
  return { n, z, sumOfSquares, k: (n * sumOfFourths) / (sumOfSquares * sumOfSquares), w, s00: w.s0 * w.s0 }
}

/** A variance below `noise` is 0 but for rounding. */
function scored(statistic: number, expectation: number, exact: number, sign: number, noise: number): GlobalStatistic {
  const variance = exact < noise ? 0 : exact
  const z = variance > 0 ? (sign * (statistic - expectation)) / Math.sqrt(variance) : NaN
  return { statistic, expectation, variance, z, p: twoSidedP(z) }
}

export type WeightConstants = { s0: number; s1: number; s2: number; linked: number }

/** S0, S1, S2 of the weights and the number of cells with neighbours. Lists need not be symmetric. */
export function weightConstants(neighbours: Neighbours, weights: GlobalOptions['weights'] = 'row'): WeightConstants {
  const { offsets, targets } = neighbours
  const n = offsets.length - 1
  const weight = weightOf(neighbours, weights)
  const into = new Float64Array(n)
  const { offsets: starts, targets: sources } = reversed(neighbours) // who has cell i among its neighbours
  let s0 = 0
  let s1 = 0
  let linked = 0
  const seenBy = new Int32Array(n).fill(-1)
  for (let i = 0; i < n; i++) {
    const degree = offsets[i + 1] - offsets[i]
    const w = weight[i]
    s0 += w * degree
    s1 += w * w * degree
    if (degree > 0) linked++
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      seenBy[targets[e]] = i
      into[targets[e]] += w
    }
    // Links that go both ways: (w_ij + w_ji)^2 holds the product twice, once for each direction.
    for (let e = starts[i]; e < starts[i + 1]; e++) if (seenBy[sources[e]] === i) s1 += w * weight[sources[e]]
  }
  let s2 = 0
  for (let i = 0; i < n; i++) s2 += (weight[i] * (offsets[i + 1] - offsets[i]) + into[i]) ** 2
  return { s0, s1, s2, linked }
}

/** The weight of each link out of a cell. */
function weightOf({ offsets }: Neighbours, weights: GlobalOptions['weights'] = 'row'): Float64Array {
  const weight = new Float64Array(offsets.length - 1)
  for (let i = 0; i < weight.length; i++) {
    const degree = offsets[i + 1] - offsets[i]
    weight[i] = weights === 'binary' ? 1 : degree > 0 ? 1 / degree : 0
  }
  return weight
}

function sumOverLinks(
  neighbours: Neighbours, weights: GlobalOptions['weights'], of: (i: number, j: number) => number,
): number {
  const { offsets, targets } = neighbours
  const weight = weightOf(neighbours, weights)
  let total = 0
  for (let i = 0; i < weight.length; i++) {
    let sum = 0
    for (let e = offsets[i]; e < offsets[i + 1]; e++) sum += of(i, targets[e])
    total += weight[i] * sum
  }
  return total
}
