/**
 * Are they the same places from one stretch of time (or one resampling) to the next? Overlap of the top sets, rank correlation of
 * whole fields, and how far each cell's rank wanders.
 *
 *   Jaccard      J = |A and B| / |A or B|                       0: none in common, 1: the same
 *   with shared places (ties, topK.ts):  J = sum min(a_i, b_i) / sum max(a_i, b_i), which is the same for plain sets
 *   by chance    E[J] for two sets of these sizes drawn at random from n cells: the mean of i / (|A| + |B| - i) over the hypergeometric i
 *   rank         1 for the largest value, equal values share the mean of their ranks; its mean and standard deviation (divisor B - 1)
 *
 * Two short stretches differ by chance alone, even where nothing changed: J near E[J] says "no more stable than a lottery", J below
 * 1 does not say "it moved". Ranks of near-empty cells wander most and mean least: read the deviation of the top ones.
 * Cells at or below `floor` (0 for counts) are in no top set.
 *
 * Sums of ranks are kept whole, so the order of fields cannot change a digit of them. NaN where a measure does not exist (two empty
 * sets, one field).
 *
 * Source: Jaccard, New Phytologist 11 (1912) 37-50; Ruzicka 1958 for weights; Spearman 1904.
 */
import { midRanks } from './ranks.ts'
import { rankCorrelation } from './spearman.ts'
import { topMembership } from './topK.ts'

/** Jaccard of two sets given as memberships 0..1 (masks, or topMembership of topK.ts). */
export function jaccard(first: ArrayLike<number | boolean>, second: ArrayLike<number | boolean>): number {
  if (first.length !== second.length) throw new RangeError(`${first.length} cells against ${second.length}`)
  let both = 0
  let either = 0
  for (let i = 0; i < first.length; i++) {
    const a = Number(first[i])
    const b = Number(second[i])
    both += Math.min(a, b)
    either += Math.max(a, b)
  }
  return both / either
}

/** The Jaccard to be expected of sets of `first` and `second` cells drawn at random, independently, among `cells`. */
export function chanceJaccard(first: number, second: number, cells: number): number {
  for (const [name, size] of Object.entries({ first, second })) {
    if (!Number.isInteger(size) || size < 0 || size > cells) throw new RangeError(`${name} is ${size}: a whole number from 0 to cells (${cells}) is needed`)
  }
  if (first + second === 0) return NaN
  // Ratios of neighbouring hypergeometric terms, walked both ways from the most likely overlap: nothing over- or underflows.
  const least = Math.max(0, first + second - cells)
  const most = Math.min(first, second)
  const mode = Math.min(most, Math.max(least, Math.floor(((first + 1) * (second + 1)) / (cells + 2))))
  const step = (i: number): number => ((first - i) * (second - i)) / ((i + 1) * (cells - first - second + i + 1))
  let total = 1
  let sum = mode / (first + second - mode)
  for (let i = mode, term = 1; i < most && term > 1e-18; i++) {
    term *= step(i)
    total += term
    sum += (term * (i + 1)) / (first + second - i - 1)
  }
  for (let i = mode, term = 1; i > least && term > 1e-18; i--) {
    term /= step(i - 1)
    total += term
    sum += (term * (i - 1)) / (first + second - i + 1)
  }
  return sum / total
}

export type Step = {
  /** Of the top k of the two fields, places shared where values tie. */
  jaccard: number
  /** What chance would give sets of these sizes. */
  chanceJaccard: number
  /** Rank correlation over all cells. */
  spearman: number
}

export type Stability = {
  /** Between each field and the next. */
  steps: Step[]
  /** Per cell: mean and standard deviation of its rank, and in how many fields it was among the top k (shared places count in part). */
  meanRank: Float64Array
  rankDeviation: Float64Array
  timesTop: Float64Array
}

/** Consecutive fields of the same cells: periods in order, or replicates. */
export function stability(fields: readonly ArrayLike<number>[], k: number, floor = -Infinity): Stability {
  const cells = fields[0]?.length ?? 0
  const moments = createRankMoments(cells)
  const timesTop = new Float64Array(cells)
  const steps: Step[] = []
  let before: { ranks: Float64Array; top: Float64Array } | null = null
  for (const field of fields) {
    if (field.length !== cells) throw new RangeError(`a field of ${field.length} cells among fields of ${cells}`)
    const ranks = midRanks(field)
    const top = topMembership(field, k, floor)
    addRanks(moments, ranks)
    for (let i = 0; i < cells; i++) timesTop[i] += top[i]
    if (before) {
      steps.push({
        jaccard: jaccard(before.top, top),
        chanceJaccard: chanceJaccard(sizeOf(before.top), sizeOf(top), cells),
        spearman: rankCorrelation(before.ranks, ranks),
      })
    }
    before = { ranks, top }
  }
  return { steps, ...rankSpread(moments), timesTop }
}

const sizeOf = (membership: Float64Array): number => Math.round(membership.reduce((sum, x) => sum + x, 0))

type RankMoments = {
  readonly cells: number
  fields: number
  /** Of twice the rank from the largest down: whole numbers, exact up to a hundred thousand fields of a hundred thousand cells. */
  readonly sums: Float64Array
  readonly squares: Float64Array
}

function createRankMoments(cells: number): RankMoments {
  return { cells, fields: 0, sums: new Float64Array(cells), squares: new Float64Array(cells) }
}

/** Adds one field's mid-ranks (ranks.ts, counted from the smallest). */
function addRanks(moments: RankMoments, ranks: ArrayLike<number>): void {
  const { cells, sums, squares } = moments
  for (let i = 0; i < cells; i++) {
    const twice = 2 * (cells + 1 - ranks[i])
    sums[i] += twice
    squares[i] += twice * twice
  }
  moments.fields++
}

/** Mean rank (1: the largest) and its standard deviation, per cell. */
function rankSpread({ cells, fields, sums, squares }: RankMoments): { meanRank: Float64Array; rankDeviation: Float64Array } {
  const meanRank = sums.map((sum) => sum / 2 / fields)
  const rankDeviation = new Float64Array(cells)
  // In whole numbers: B times the squares against the square of the sum would cancel to rounding noise for a steady cell.
  const b = BigInt(fields)
  for (let i = 0; i < cells; i++) {
    const spread = Number(b * BigInt(squares[i]) - BigInt(sums[i]) ** 2n)
    rankDeviation[i] = Math.sqrt(spread / (4 * fields * (fields - 1)))
  }
  return { meanRank, rankDeviation }
}
