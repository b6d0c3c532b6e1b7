/**
 * Which cells are like their surroundings, judged by permutation and not by the normal distribution? Pseudo p-values of local
 * Moran's I: counts are skewed, neighbours few, and the normal then calls too much significant.
 *
 *   B random fields in which cell i keeps its value and the others change places (conditional permutation):
 *   ge = number with I_i >= observed, le = number with I_i <= observed
 *   greater (ge+1)/(B+1)    less (le+1)/(B+1)    two-sided min(1, 2 min(ge+1, le+1)/(B+1))
 *
 * The observed field counts as one of the possible ones, so p is never 0 and the test is valid for any B; ties count on both
 * sides, which errs to the side of not significant. (spdep breaks ties by rank, esda takes the smaller side without doubling.)
 * The least two-sided p is 2/(B+1): to survive an adjustment over 71,744 cells B must be large. It can be (cost grows with
 * B log B, not with B times cells; 99,999 took 0.4 s of CPU there): or take exact p for counts (localMoranExact.ts).
 *
 * NaN: a cell without neighbours; every cell of a field that does not vary or is not finite. A cell at the mean has I = 0
 * whatever its neighbours: p = 1. Shared draws: see conditionalPermutation.ts.
 *
 * Source: Anselin, Geographical Analysis 27 (1995) 93-115; North, Curtis and Sham, Am. J. Hum. Genet. 71 (2002) 439-441 (+1).
 */
import { type PermutationRange, rankNeighbourSums, type Ranks } from './conditionalPermutation.ts'
import { moments } from './moments.ts'
import { type Neighbours, sameLength } from './neighbours.ts'
import { needReplicates } from './random.ts'

export type Alternative = 'two-sided' | 'greater' | 'less'

/** p of each cell after permutations 0 .. permutations - 1 of the seed. */
export function localMoranPermutation(
  values: ArrayLike<number>,
  neighbours: Neighbours,
  options: { seed: number; permutations: number; alternative?: Alternative },
): Float64Array {
  const { seed, permutations, alternative = 'two-sided' } = options
  if (!(Number.isInteger(permutations) && permutations >= 1)) {
    throw new RangeError(`permutations is ${permutations}: a whole number from 1 is needed`)
  }
  const ranks = localMoranRanks(values, neighbours, { seed, from: 0, to: permutations })
  return localMoranPs(values, neighbours, ranks, alternative)
}

/** Ranks of the neighbourhood sums, for a range of permutations; add ranges with addRanks, then localMoranPs. */
export function localMoranRanks(values: ArrayLike<number>, neighbours: Neighbours, range: PermutationRange): Ranks {
  if (moments(values)) return rankNeighbourSums(values, neighbours, range)
  const { seed, from, to } = range
  needReplicates(seed, from, to)
  const n = sameLength(values, neighbours)
  return { permutations: to - from, above: new Uint32Array(n), equal: new Uint32Array(n) }
}

/** p of each cell from its ranks. own: the values whose cells stay in place (for the bivariate statistic not those ranked). */
export function localMoranPs(
  own: ArrayLike<number>, neighbours: Neighbours, ranks: Ranks, alternative: Alternative = 'two-sided',
): Float64Array {
  const { offsets } = neighbours
  const p = new Float64Array(own.length).fill(NaN)
  const centred = moments(own)?.centred
  if (!centred || ranks.permutations === 0) return p
  const all = ranks.permutations + 1
  for (let i = 0; i < p.length; i++) {
    if (offsets[i] === offsets[i + 1]) continue
    const above = ranks.above[i]
    const equal = ranks.equal[i]
    const below = ranks.permutations - above - equal
    // I rises with the neighbours' sum above the mean, falls with it below; at the mean every I is 0.
    const own = centred[i]
    const ge = (own > 0 ? above + equal : own < 0 ? below + equal : ranks.permutations) + 1
    const le = (own > 0 ? below + equal : own < 0 ? above + equal : ranks.permutations) + 1
    p[i] = alternative === 'greater' ? ge / all : alternative === 'less' ? le / all : Math.min(1, (2 * Math.min(ge, le)) / all)
  }
  return p
}
