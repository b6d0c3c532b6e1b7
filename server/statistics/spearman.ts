/**
 * Do two fields put the same cells in the same order? Spearman's rank correlation, ties by mid-ranks.
 *
 *   rho = sum (a_i - m)(b_i - m) / sqrt(sum (a_i - m)^2 sum (b_i - m)^2)     a, b: mid-ranks; m = (n + 1) / 2
 *
 * 1: the same order; -1: the opposite one; near 0: none. Where most cells of both fields are empty the shared zeros carry rho:
 * it then says above all that the same cells are empty. No p is given: cells near each other are alike, so they are
 * not n independent pairs.
 * NaN where a field does not vary, has fewer than two values or holds a NaN. Ranks are half numbers: the sums are exact up to some
 * 200,000 cells, so the order of cells cannot change a digit.
 *
 * Source: Spearman, Am. J. Psychology 15 (1904) 72-101; the same number as R cor(method = "spearman").
 */
import { midRanks } from './ranks.ts'

/** rho of two fields of the same cells, -1..1. */
export function spearman(first: ArrayLike<number>, second: ArrayLike<number>): number {
  if (first.length !== second.length) throw new RangeError(`${first.length} values against ${second.length}`)
  for (let i = 0; i < first.length; i++) if (Number.isNaN(first[i]) || Number.isNaN(second[i])) return NaN
  return rankCorrelation(midRanks(first), midRanks(second))
}

/** The same from mid-ranks (ranks.ts) that are already known. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} ranks against ${b.length}`)
  const mean = (a.length + 1) / 2
  let products = 0
  let squaresOfA = 0
  let squaresOfB = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i] - mean
    const y = b[i] - mean
    products += x * y
    squaresOfA += x * x
    squaresOfB += y * y
  }
  if (!(squaresOfA > 0 && squaresOfB > 0)) return NaN
  return Math.max(-1, Math.min(1, products / Math.sqrt(squaresOfA * squaresOfB)))
}
