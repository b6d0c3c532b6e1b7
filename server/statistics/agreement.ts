/**
 * Do health services and the police see the same places? Two fields of counts over the same cells, with a mask of each one's
 * hotspots.
 *
 *   Cohen's kappa   (po - pe) / (1 - pe)       po: share of cells where the masks agree; pe: that share if they were independent
 *   overlap         cells hot in both, against |A| |B| / n, what chance would share
 *   rank correlation of the counts (spearman.ts)
 *   unseen          share of the first source's incidents (health) that lie in cells the second (police) does not call hot
 *
 * Hot cells are rare, so nearly all cells agree on "not hot" and po says little; kappa takes that out. Hot cells of one source
 * also lie together, which makes chance overlaps larger and more variable than |A| |B| / n says: read the ratio, not a test.
 * This compares places, not incidents: until the sources are linked, the same event may be in both. unseen depends on how many cells
 * the second source calls hot: report it beside that share of the area.
 * NaN where a measure does not exist: no cells, two empty or two full masks, no incidents.
 *
 * Intervals (bootstrapAgreement): incidents of each source are drawn again with replacement, hotspots found anew, numbers taken anew,
 * one stream of random.ts per replicate and source. Resampled fields are rougher than the world, so replicates agree less than
 * the observed fields do: the interval leans low, and bias = mean of replicates - observed says how far.
 *
 * Source: Cohen, Educ. Psychol. Meas. 20 (1960) 37-46; Sutherland et al. 2021 (ambulance and police); Efron 1979.
 */
import { resampleCounts } from './bootstrap.ts'
import { createRandom, needReplicates } from './random.ts'
import { spearman } from './spearman.ts'

type Mask = ArrayLike<number | boolean>

export type Overlap = {
  /** Cells hot in both, in one alone, in neither. */
  both: number
  firstOnly: number
  secondOnly: number
  neither: number
  kappa: number
  /** Cells that chance would share, and how many times that are shared. */
  expectedBoth: number
  overlapRatio: number
}

/** Two masks of the same cells. */
export function overlapOf(first: Mask, second: Mask): Overlap {
  const n = first.length
  if (second.length !== n) throw new RangeError(`a mask of ${n} cells against one of ${second.length}`)
  let both = 0
  let firstOnly = 0
  let secondOnly = 0
  for (let i = 0; i < n; i++) {
    if (first[i] && second[i]) both++
    else if (first[i]) firstOnly++
    else if (second[i]) secondOnly++
  }
  const neither = n - both - firstOnly - secondOnly
  const a = both + firstOnly
  const b = both + secondOnly
  // Times n²: whole numbers, so that perfect agreement is 1 and not nearly 1.
  const agreed = n * (both + neither)
  const expected = a * b + (n - a) * (n - b)
  const expectedBoth = (a * b) / n
  return {
    both, firstOnly, secondOnly, neither,
    kappa: expected === n * n ? NaN : (agreed - expected) / (n * n - expected),
    expectedBoth,
    overlapRatio: both / expectedBoth,
  }
}

/** Share of the incidents that lie outside the mask; NaN without incidents. */
export function unseenShare(counts: ArrayLike<number>, hotElsewhere: Mask): number {
  if (counts.length !== hotElsewhere.length) throw new RangeError(`${counts.length} counts for a mask of ${hotElsewhere.length} cells`)
  let all = 0
  let outside = 0
  for (let i = 0; i < counts.length; i++) {
    all += counts[i]
    if (!hotElsewhere[i]) outside += counts[i]
  }
  return outside / all
}

export type Agreement = Overlap & {
  spearman: number
  /** Share of the first source's incidents in cells the second does not call hot, and the other way round. */
  firstUnseen: number
  secondUnseen: number
}

export function agreement(first: ArrayLike<number>, second: ArrayLike<number>, firstHot: Mask, secondHot: Mask): Agreement {
  if (first.length !== firstHot.length) throw new RangeError(`${first.length} counts for a mask of ${firstHot.length} cells`)
  return {
    ...overlapOf(firstHot, secondHot),
    spearman: spearman(first, second),
    firstUnseen: unseenShare(first, secondHot),
    secondUnseen: unseenShare(second, firstHot),
  }
}

/** The numbers of one replicate, in this order. */
export const AGREEMENT_NUMBERS = ['kappa', 'overlapRatio', 'spearman', 'firstUnseen', 'secondUnseen'] as const

export type BootstrapOptions = {
  /** Whole numbers >= 0. */
  first: ArrayLike<number>
  second: ArrayLike<number>
  /** Finds the hotspots of a field, as they were found in the observed ones. Must depend on the field alone. */
  hotOf: (counts: Float64Array, which: 'first' | 'second') => Mask
  seed: number
}

/** Replicates [from, to): AGREEMENT_NUMBERS.length numbers each (summarise of replicates.ts reads them). */
export function bootstrapAgreement({ first, second, hotOf, seed }: BootstrapOptions, from: number, to: number): Float64Array {
  needReplicates(seed, from, to)
  const width = AGREEMENT_NUMBERS.length
  const numbers = new Float64Array((to - from) * width)
  for (let replicate = from; replicate < to; replicate++) {
    const one = resampleCounts(first, createRandom(seed, 2 * replicate))
    const other = resampleCounts(second, createRandom(seed, 2 * replicate + 1))
    const result = agreement(one, other, hotOf(one, 'first'), hotOf(other, 'second'))
    numbers.set(AGREEMENT_NUMBERS.map((name) => result[name]), (replicate - from) * width)
  }
  return numbers
}
