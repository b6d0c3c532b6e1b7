/**
 * How far do c cases where e were expected stand out, C cases being everywhere? The log likelihood ratio of every scan here.
 *
 *   LLR(c, e) = c ln(c / e) + (C - c) ln((C - c) / (C - e))      e on the scale on which all windows together have C
 *
 * The same for the Poisson model (cases fall where people are) and the space-time permutation model (place and time of cases are
 * independent). For a window that is high (c > e) it grows with c and falls with e: two facts on which the fast search
 * rests, because then one number per expected value, the smallest count worth a logarithm, decides nearly all windows.
 *
 * Source: Kulldorff, Communications in Statistics 26 (1997) 1481-1496; Kulldorff et al., PLoS Medicine 2 (2005) e59.
 */
export type Rates = 'high' | 'low' | 'both'

/** 0 where the window is not of the kind looked for. total: all cases. Infinity where cases stand and none was expected. */
export function logLikelihoodRatio(cases: number, expected: number, total: number, rates: Rates): number {
  if (rates === 'high' ? !(cases > expected) : rates === 'low' ? !(cases < expected) : cases === expected) return 0
  const outside = total - cases
  const inner = cases > 0 ? cases * Math.log(cases / expected) : 0
  const outer = outside > 0 ? outside * Math.log(outside / (total - expected)) : 0
  return inner + outer
}

/**
 * Never less than the logarithms would give, at a tenth of their price, for c > e:
 * c ln(c/e) <= (c-e) + (c-e)^2 / 2e  and  ln(1-x) <= -x.
 */
export function upperBound(cases: number, expected: number, total: number): number {
  const d = cases - expected
  return d * d * (0.5 / expected + 1 / (total - expected)) * (1 + 1e-9) // the factor keeps it above in floating point too
}

/** Expected values are put on a ladder with equal steps of their square root: a step is 0.08 standard deviations. */
const STEPS_PER_ROOT = 25

export function rungOf(expected: number): number {
  return (Math.sqrt(expected) * STEPS_PER_ROOT) | 0
}

/** Rung of weight * time / divisor, but for the rounding down, is sqrt(weight) * rungScale(time, divisor). */
export function rungScale(time: number, divisor: number): number {
  return Math.sqrt(time / divisor) * STEPS_PER_ROOT
}

/** For each rung the smallest count that can beat the LLR `bar` (-1: not climbed yet); total + 1 where none can. High rates only. */
export type Ladder = { readonly total: number; readonly minCases: number; readonly smallest: Int32Array; bar: number }

export function createLadder(total: number, minCases: number, largestExpected: number): Ladder {
  const smallest = new Int32Array(rungOf(Math.min(largestExpected, total)) + 2)
  return { total, minCases, smallest, bar: -1 }
}

/** A hair below the LLR itself, so that rounding never hides a window which is better by a rounding error: the maximum is exact. */
const HAIR = 1 - 1e-9
const ABSOLUTE_HAIR = 1e-10

export function climb(ladder: Ladder, toBeat: number): void {
  const { total, minCases, smallest } = ladder
  ladder.bar = toBeat
  let cases = minCases
  const bar = toBeat * HAIR - ABSOLUTE_HAIR
  for (let rung = 0; rung < smallest.length; rung++) {
    const expected = (rung / STEPS_PER_ROOT) ** 2 * HAIR // at or below every expected value of the rung
    if (rung > 0) {
      while (cases <= total && !(logLikelihoodRatio(cases, expected, total, 'high') > bar)) cases++
    }
    smallest[rung] = cases
  }
}
