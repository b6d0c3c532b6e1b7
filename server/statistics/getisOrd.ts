/**
 * Where do high values (hot) or low values (cold) lie together? The local statistics Gi* and Gi of Getis and Ord, as z-scores.
 *
 *   Gi*:  z_i = (sum_j w_ij x_j - m W_i) / (s sqrt((n S_i - W_i^2) / (n - 1)))        cell i belongs to its own neighbourhood
 *   Gi:   z_i = (sum_j w_ij x_j - m_i W_i) / (s_i sqrt(((n-1) S_i - W_i^2) / (n - 2)))   cell i is left out everywhere
 *
 * W_i and S_i are the sum and the sum of squares of the weights of i's neighbourhood. m, s: mean and standard deviation of all
 * n values with divisor n; m_i, s_i: of the n - 1 others with divisor n - 1. Weights are 1 unless given.
 *
 * Assumes every value could have stood in every cell with equal right (randomisation). Counts of incidents break this where
 * people are many: a hotspot of counts is a place with much to do, not a place of high risk; use a rate for that. Neighbouring z share
 * cells, so tests are many and dependent: adjust p (adjust.ts) before calling a cell significant. Cells that cannot be (sea,
 * outside the force area) must not be in the field: zeros there make everything else hot.
 * NaN where the statistic does not exist: a field without variation, a neighbourhood that is the whole field, for Gi also a
 * cell without neighbours. A NaN or infinite value makes every z NaN.
 *
 * Source: Ord and Getis, Geographical Analysis 27 (1995) 286-306; the same numbers as spdep::localG (R), Gi* with include.self.
 */
import { isConstant, walkOthers } from './moments.ts'
import { type Neighbours, sameLength } from './neighbours.ts'

export type GetisOrdOptions = {
  /** One per entry of neighbours.targets, in its order. */
  weights?: ArrayLike<number>
  /** Gi* only: w_ii, one per cell; 1 unless given. */
  selfWeights?: ArrayLike<number>
}

/** Gi* of each cell. values: n numbers in row order of the lists. */
export function giStar(values: ArrayLike<number>, neighbours: Neighbours, options: GetisOrdOptions = {}): Float64Array {
  const n = sameLength(values, neighbours)
  const z = new Float64Array(n).fill(NaN)
  if (isConstant(values)) return z
  const { centred, sumOfSquares } = centre(values)
  const deviation = Math.sqrt(sumOfSquares / n)
  if (!(deviation < Infinity)) return z
  const { weights, selfWeights } = checkedWeights(neighbours, options)
  if (weights || selfWeights) {
    weightedSums(centred, neighbours, weights, (i, sum, weightSum, squareSum) => {
      const own = selfWeights ? selfWeights[i] : 1
      const scale = spread(n, squareSum + own * own, weightSum + own, n - 1)
      z[i] = (sum + own * centred[i]) / (deviation * scale)
    })
    return z
  }
  // With weights of 1 the denominator depends on the number of neighbours alone: one table instead of a square root a cell.
  const { offsets, targets } = neighbours
  const factor = factorByDegree(offsets, (degree) => 1 / (deviation * spread(n, degree + 1, degree + 1, n - 1)))
  for (let i = 0, e = 0; i < n; i++) {
    const first = e
    const end = offsets[i + 1]
    // Two sums: one alone would wait for each addition before the next.
    let sum = centred[i]
    let other = 0
    for (; e + 1 < end; e += 2) {
      sum += centred[targets[e]]
      other += centred[targets[e + 1]]
    }
    if (e < end) sum += centred[targets[e++]]
    z[i] = (sum + other) * factor[end - first]
  }
  return z
}

/** Gi of each cell, the cell itself left out. values: n numbers in row order of the lists. */
export function gi(
  values: ArrayLike<number>,
  neighbours: Neighbours,
  options: Pick<GetisOrdOptions, 'weights'> = {},
): Float64Array {
  const n = sameLength(values, neighbours)
  const z = new Float64Array(n).fill(NaN)
  if (isConstant(values)) return z
  const { centred, sumOfSquares } = centre(values)
  if (!(sumOfSquares < Infinity)) return z
  const { weights } = checkedWeights(neighbours, options)
  const { offsets, targets } = neighbours
  if (weights) {
    weightedSums(centred, neighbours, weights, (i, sum, weightSum, squareSum) => {
      z[i] = scoreLeftOut(centred, sumOfSquares, i, sum, weightSum) / spread(n - 1, squareSum, weightSum, n - 2)
    })
    return z
  }
  const factor = factorByDegree(offsets, (degree) => 1 / spread(n - 1, degree, degree, n - 2))
  for (let i = 0, e = 0; i < n; i++) {
    const first = e
    const end = offsets[i + 1]
    let sum = 0
    for (; e < end; e++) sum += centred[targets[e]]
    z[i] = scoreLeftOut(centred, sumOfSquares, i, sum, end - first) * factor[end - first]
  }
  return z
}

/** (sum - m_i W_i) / s_i, from values centred on the mean of all, where m_i is -x_i / (n - 1). */
export function scoreLeftOut(centred: Float64Array, sumOfSquares: number, i: number, sum: number, weightSum: number): number {
  const others = centred.length - 1
  const x = centred[i]
  // One cell may hold most of the variation; then the subtraction below would leave rounding noise (at most once a field).
  if (x * x > 0.5 * sumOfSquares) return scoreOfDominant(centred, i, sum, weightSum)
  const mean = -x / others
  return (sum - mean * weightSum) / Math.sqrt((sumOfSquares - x * x) / others - mean * mean)
}

/** The same with mean and deviation of the others taken by a walk over them; NaN when they do not vary. */
function scoreOfDominant(centred: Float64Array, i: number, sum: number, weightSum: number): number {
  const others = walkOthers(centred, i)
  return others ? (sum - others.mean * weightSum) / Math.sqrt(others.squares / (centred.length - 1)) : NaN
}

/** sqrt((n S - W^2) / divisor), NaN where it is zero but for rounding: then the neighbourhood is the whole field. */
export function spread(n: number, squareSum: number, weightSum: number, divisor: number): number {
  const room = n * squareSum - weightSum * weightSum
  return room > 1e-12 * n * squareSum ? Math.sqrt(room / divisor) : NaN
}

/** Values minus their mean, and the sum of their squares: sums of centred values do not cancel when x has a large mean. */
export function centre(values: ArrayLike<number>): { centred: Float64Array; sumOfSquares: number } {
  const n = values.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += values[i]
  const mean = sum / n
  const centred = new Float64Array(n)
  let sumOfSquares = 0
  for (let i = 0; i < n; i++) {
    const x = values[i] - mean
    centred[i] = x
    sumOfSquares += x * x
  }
  return { centred, sumOfSquares }
}

function factorByDegree(offsets: Uint32Array, factor: (degree: number) => number): Float64Array {
  let largest = 0
  for (let i = 1; i < offsets.length; i++) largest = Math.max(largest, offsets[i] - offsets[i - 1])
  return Float64Array.from({ length: largest + 1 }, (_, degree) => factor(degree))
}

function weightedSums(
  centred: Float64Array,
  { offsets, targets }: Neighbours,
  weights: ArrayLike<number> | undefined,
  take: (i: number, sum: number, weightSum: number, squareSum: number) => void,
): void {
  for (let i = 0; i < centred.length; i++) {
    let sum = 0
    let weightSum = 0
    let squareSum = 0
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      const w = weights ? weights[e] : 1
      sum += w * centred[targets[e]]
      weightSum += w
      squareSum += w * w
    }
    take(i, sum, weightSum, squareSum)
  }
}

function checkedWeights(neighbours: Neighbours, { weights, selfWeights }: GetisOrdOptions): GetisOrdOptions {
  if (weights && weights.length !== neighbours.targets.length) {
    throw new RangeError(`${weights.length} weights for ${neighbours.targets.length} neighbours`)
  }
  if (selfWeights && selfWeights.length !== neighbours.offsets.length - 1) {
    throw new RangeError(`${selfWeights.length} self weights for ${neighbours.offsets.length - 1} cells`)
  }
  return { ...(weights && { weights }), ...(selfWeights && { selfWeights }) }
}
