/**
 * Do two fields show the same pattern on the map? Lee's L: the correlation of the two fields after each has been smoothed over
 * the neighbourhoods. Symmetric, unlike bivariate Moran.
 *
 *   L_i = n lag x_i lag y_i / (sqrt(sum zx^2) sqrt(sum zy^2))       lag: mean of z over the neighbours (and the cell itself)
 *   L   = n / sum_i W_i^2 * sum_i lag x_i lag y_i / (sqrt(sum zx^2) sqrt(sum zy^2)),  W_i = 1 (0 without neighbours)
 *
 * The cell itself belongs to its neighbourhood unless includeSelf is false (Lee's own definition; spdep::lee takes the lists as
 * they come). Null: pairs (x_i, y_i) keep together and change places; then L is compared with the simulated L. This is a
 * test of the common pattern, given how well the two fields correlate cell by cell: not a test of that correlation. Two fields
 * that each cluster for reasons of their own also give large L of either sign, more often than the p says: read the map too.
 * NaN: a field without variation or not finite, no links at all.
 *
 * Source: Lee, Journal of Geographical Systems 3 (2001) 369-385; the same numbers as spdep::lee (R).
 */
import type { PermutationRange } from './conditionalPermutation.ts'
import { moments } from './moments.ts'
import { type Neighbours, sameLength } from './neighbours.ts'
import { createRandom, needReplicates, shuffle } from './random.ts'

export type LeeL = { global: number; local: Float64Array }

export function leeL(
  x: ArrayLike<number>, y: ArrayLike<number>, neighbours: Neighbours, options: { includeSelf?: boolean } = {},
): LeeL {
  const n = sameLength(x, neighbours)
  const fields = standardised(x, y, neighbours)
  if (!fields) return { global: NaN, local: new Float64Array(n).fill(NaN) }
  const { includeSelf = true } = options
  const places = Uint32Array.from({ length: n }, (_, i) => i)
  const local = products(fields, neighbours, includeSelf, places)
  return { global: meanOfLinked(local, neighbours, includeSelf), local }
}

/** Simulated L of permutations from .. to - 1, one stream each: ranges computed apart join to the same numbers. */
export function simulateLeeL(
  x: ArrayLike<number>, y: ArrayLike<number>, neighbours: Neighbours, range: PermutationRange,
  options: { includeSelf?: boolean } = {},
): Float64Array {
  const n = sameLength(x, neighbours)
  const { seed, from, to } = range
  needReplicates(seed, from, to)
  const fields = standardised(x, y, neighbours)
  const simulated = new Float64Array(to - from).fill(NaN)
  if (!fields) return simulated
  const { includeSelf = true } = options
  const places = new Uint32Array(n)
  for (let p = from; p < to; p++) {
    for (let i = 0; i < n; i++) places[i] = i
    shuffle(places, createRandom(seed, p))
    simulated[p - from] = meanOfLinked(products(fields, neighbours, includeSelf, places), neighbours, includeSelf)
  }
  return simulated
}

/**
 * Two-sided pseudo p: min(1, 2 min(ge+1, le+1) / (B+1)), NaN where L or a simulated L is. Sums taken in another order differ in
 * the last digits, so a simulated L within 1e-12 of the observed one counts as equal, on both sides.
 */
export function leeP(observed: number, simulated: Float64Array): number {
  let ge = 1
  let le = 1
  for (const value of simulated) {
    if (Number.isNaN(value)) return NaN
    if (value >= observed - 1e-12) ge++
    if (value <= observed + 1e-12) le++
  }
  return Number.isNaN(observed) ? NaN : Math.min(1, (2 * Math.min(ge, le)) / (simulated.length + 1))
}

type Fields = { x: Float64Array; y: Float64Array; scale: number }

function standardised(x: ArrayLike<number>, y: ArrayLike<number>, neighbours: Neighbours): Fields | null {
  sameLength(y, neighbours)
  const a = moments(x)
  const b = moments(y)
  return a && b && { x: a.centred, y: b.centred, scale: x.length / Math.sqrt(a.sumOfSquares) / Math.sqrt(b.sumOfSquares) }
}

/** L_i with the pair of cell places[i] standing in cell i; 0 for a cell with nobody in its neighbourhood. */
function products(fields: Fields, { offsets, targets }: Neighbours, includeSelf: boolean, places: Uint32Array): Float64Array {
  const { x, y, scale } = fields
  const local = new Float64Array(offsets.length - 1)
  for (let i = 0; i < local.length; i++) {
    let sumX = includeSelf ? x[places[i]] : 0
    let sumY = includeSelf ? y[places[i]] : 0
    let members = Number(includeSelf)
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      const j = places[targets[e]]
      sumX += x[j]
      sumY += y[j]
      members++
    }
    local[i] = members > 0 ? (scale * sumX * sumY) / (members * members) : 0
  }
  return local
}

function meanOfLinked(local: Float64Array, { offsets }: Neighbours, includeSelf: boolean): number {
  let sum = 0
  let linked = 0
  for (let i = 0; i < local.length; i++) {
    if (!includeSelf && offsets[i] === offsets[i + 1]) continue
    sum += local[i]
    linked++
  }
  return linked > 0 ? sum / linked : NaN
}
