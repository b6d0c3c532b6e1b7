/**
 * Is k of n more, or fewer, than a share of p would bring? The binomial distribution: probabilities, tails, exact test, interval.
 *
 *   P(X = k) = n! / (k! (n-k)!) p^k (1-p)^(n-k)
 *   two-sided p: the sum over all outcomes that are no likelier than the one seen (a part in 10^7 of slack for rounding, as R)
 *   Clopper-Pearson interval: [a, b] with P(X >= k | a) = P(X <= k | b) = alpha/2
 *
 * Assumes n independent trials with one p. The two-sided p is the one of R's binom.test: not twice the smaller tail.
 * k and n whole numbers, 0 <= k <= n, else NaN from the probabilities and RangeError from test and interval.
 *
 * Source: Loader 2000 (see poisson.ts); Clopper and Pearson, Biometrika 26 (1934) 404-413; R stats::binom.test.
 */
import { deviance, logFactorial, stirlingError } from './gamma.ts'
import { needConfidence, needCount } from './need.ts'
import { rootBetween } from './root.ts'

const LOG_2PI = Math.log(2 * Math.PI)
const LIKELIER = Math.log1p(1e-7)

/** log P(X = k). */
export function logBinomialPmf(k: number, n: number, p: number): number {
  if (!isCount(n) || !(p >= 0 && p <= 1) || Number.isNaN(k)) return NaN
  if (k < 0 || k > n || !Number.isInteger(k)) return -Infinity
  return logPmf(k, n, p, 1 - p)
}

/** p + q = 1: both are given, for the smaller one has digits that 1 minus the larger has not. */
function logPmf(k: number, n: number, p: number, q: number): number {
  if (p === 0) return k === 0 ? 0 : -Infinity
  if (q === 0) return k === n ? 0 : -Infinity
  const rest = n - k
  if (n < 16 || k === 0 || rest === 0) {
    const logP = p > 0.5 ? Math.log1p(-q) : Math.log(p)
    const logQ = q > 0.5 ? Math.log1p(-p) : Math.log(q)
    const ways = k === 0 || rest === 0 ? 0 : logFactorial(n) - logFactorial(k) - logFactorial(rest)
    return ways + k * logP + rest * logQ
  }
  const errors = stirlingError(n) - stirlingError(k) - stirlingError(rest)
  return errors - deviance(k, n * p) - deviance(rest, n * q) - 0.5 * (LOG_2PI + Math.log(k) + Math.log(rest / n))
}

/** P(X >= k). */
export function binomialUpperTail(k: number, n: number, p: number): number {
  return isCount(n) && isCount(k) && p >= 0 && p <= 1 ? upperTail(k, n, p, 1 - p) : NaN
}

/** P(X <= k). */
export function binomialLowerTail(k: number, n: number, p: number): number {
  return isCount(n) && isCount(k) && p >= 0 && p <= 1 ? upperTail(n - k, n, 1 - p, p) : NaN
}

function upperTail(k: number, n: number, p: number, q: number): number {
  if (k <= 0) return 1
  if (k > n) return 0
  return k > n * p ? Math.exp(logUpperFrom(k, n, p, q)) : 1 - Math.exp(logUpperFrom(n - k + 1, n, q, p))
}

/** For k > np, where the terms fall from the first on. */
function logUpperFrom(k: number, n: number, p: number, q: number): number {
  if (p === 0) return -Infinity
  const odds = p / q
  let sum = 1
  let term = 1
  for (let j = k; j < n && term > 1e-17 * sum; j++) {
    term *= ((n - j) / (j + 1)) * odds
    sum += term
  }
  return logPmf(k, n, p, q) + Math.log(sum)
}

/** Exact test of a share. pGreater: P(X >= k), pLess: P(X <= k). n = 0 says nothing: every p is 1. */
export function binomialTest(k: number, n: number, share: number): { p: number; pGreater: number; pLess: number } {
  needCounts(k, n)
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share is ${share}: a number from 0 to 1 is needed`)
  const pGreater = binomialUpperTail(k, n, share)
  const pLess = binomialLowerTail(k, n, share)
  const expected = n * share
  if (k === expected) return { p: 1, pGreater, pLess }
  if (share === 0 || share === 1) return { p: 0, pGreater, pLess }
  const seen = logBinomialPmf(k, n, share) + LIKELIER
  const asUnlikely = (j: number): boolean => logBinomialPmf(j, n, share) <= seen
  // The other side falls away from the mean: the first outcome there that is as unlikely, by halving.
  let p: number
  if (k < expected) {
    const j = firstWhere(Math.ceil(expected), n + 1, asUnlikely)
    p = pLess + binomialUpperTail(j, n, share)
  } else {
    const j = firstWhere(n - Math.floor(expected), n + 1, (i) => asUnlikely(n - i))
    p = pGreater + upperTail(j, n, 1 - share, share)
  }
  return { p: Math.min(1, p), pGreater, pLess }
}

/** The least i in [from, to) for which `holds`, once true always true; `to` if none. */
function firstWhere(from: number, to: number, holds: (i: number) => boolean): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Clopper-Pearson. n = 0 gives 0..1. */
export function binomialInterval(k: number, n: number, confidence = 0.95): { low: number; high: number } {
  needCounts(k, n)
  needConfidence(confidence)
  const target = Math.log((1 - confidence) / 2)
  const above = (p: number): number => Math.log(binomialUpperTail(k, n, p)) - target
  const below = (p: number): number => Math.log(binomialLowerTail(k, n, p)) - target
  return {
    low: k === 0 ? 0 : rootBetween(above, Number.MIN_VALUE, 1 - Number.EPSILON / 2),
    high: k === n ? 1 : rootBetween(below, Number.MIN_VALUE, 1 - Number.EPSILON / 2),
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function needCounts(k: number, n: number): void {
  needCount('n', n)
  if (!isCount(k) || k > n) throw new RangeError(`k is ${k}: a whole number from 0 to n (${n}) is needed`)
}
