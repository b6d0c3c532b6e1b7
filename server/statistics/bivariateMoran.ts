/**
 * Where do two fields agree, and where not: is what one source sees in a cell (own: police) matched by what another sees
 * around it (around: health)? Bivariate Moran's I.
 *
 *   I_i = zx_i / sx * mean over the neighbours of i of zy_j / sy      z: deviation from the mean, s: sd with divisor n
 *   I   = sum over the linked cells of I_i / number of linked cells (row-standardised weights)
 *
 * With `quadrants` (localMoran.ts) of the two fields: high-high and low-low agree; high-low is high in `own` with little around
 * in `around` (recorded by one source only), low-high the reverse. Local null: conditional permutation, x and y_i stay, the
 * other y change places:
 *   E = -zx_i zy_i / (sx sy (n-1))       Var = (zx_i/sx)^2 n/(n-2) (1/k - 1/(n-1)) (1 - zy_i^2/(sy^2 (n-1)))
 *
 * It compares a cell with its surroundings, not with itself: the correlation within the cell is not part of it, and a y that
 * clusters where x is high shows, whatever the cause (both follow where people are; use rates). Not symmetric: swap the fields to
 * ask the reverse; for a symmetric answer see leeL.ts. x = y gives local Moran's I.
 * NaN as in localMoran.ts, for either field.
 *
 * Source: Anselin, Syabri and Smirnov, Visualizing multivariate spatial correlation (2002); Wartenberg, Geographical Analysis 17
 * (1985) 263-283; the statistic of esda Moran_BV, Moran_Local_BV (PySAL) and GeoDa up to their divisor n - 1.
 */
import type { Ranks } from './conditionalPermutation.ts'
import { emptyResult, type LocalMoran, scored, spatialLag, varianceOfLag } from './localMoran.ts'
import { type Alternative, localMoranPs, localMoranRanks } from './localMoranPermutation.ts'
import { moments } from './moments.ts'
import { type Neighbours, sameLength } from './neighbours.ts'

export type BivariateMoran = LocalMoran & {
  /** The one number of the whole map, -1 .. 1 in common cases. */
  global: number
}

/** own, around: one value per cell each, in row order of the lists. */
export function bivariateMoran(own: ArrayLike<number>, around: ArrayLike<number>, neighbours: Neighbours): BivariateMoran {
  const n = sameLength(own, neighbours)
  sameLength(around, neighbours)
  const result = emptyResult(n)
  const x = moments(own)
  const y = moments(around)
  if (!x || !y) return { ...result, global: NaN }
  const { offsets } = neighbours
  const scale = n / Math.sqrt(x.sumOfSquares) / Math.sqrt(y.sumOfSquares)
  const lag = spatialLag(y.centred, neighbours)
  let total = 0
  let linked = 0
  for (let i = 0; i < n; i++) {
    const k = offsets[i + 1] - offsets[i]
    if (k === 0) continue
    const factor = x.centred[i] * scale
    result.i[i] = factor * lag[i]
    result.expectation[i] = -(factor * y.centred[i]) / (n - 1)
    result.variance[i] = factor * factor * varianceOfLag(y, i, k)
    total += result.i[i]
    linked++
  }
  return { ...scored(result), global: total / linked }
}

/** Pseudo p of each cell after permutations 0 .. permutations - 1 of the seed (see localMoranPermutation.ts). */
export function bivariateMoranPermutation(
  own: ArrayLike<number>,
  around: ArrayLike<number>,
  neighbours: Neighbours,
  options: { seed: number; permutations: number; alternative?: Alternative },
): Float64Array {
  const { seed, permutations, alternative } = options
  if (!(Number.isInteger(permutations) && permutations >= 1)) {
    throw new RangeError(`permutations is ${permutations}: a whole number from 1 is needed`)
  }
  return bivariateMoranPs(own, around, neighbours, localMoranRanks(around, neighbours, { seed, from: 0, to: permutations }), alternative)
}

/** ranks: localMoranRanks of `around`, which alone changes places; ranges of permutations are added with addRanks. */
export function bivariateMoranPs(
  own: ArrayLike<number>, around: ArrayLike<number>, neighbours: Neighbours, ranks: Ranks, alternative?: Alternative,
): Float64Array {
  sameLength(own, neighbours)
  sameLength(around, neighbours)
  if (!moments(around)) return new Float64Array(own.length).fill(NaN)
  return localMoranPs(own, neighbours, ranks, alternative)
}
