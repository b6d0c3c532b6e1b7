/**
 * Is this count more than chance would bring? The Poisson distribution: probabilities, tails, intervals of a rate, and the exact
 * test of two counts with different exposures.
 *
 *   P(X = k) = e^-m m^k / k!                     m: the mean, any number >= 0
 *   upper tail P(X >= k), lower tail P(X <= k)   (R's ppois(k - 1, m, lower = FALSE) and ppois(k, m))
 *   Garwood interval of a count k: [a, b] with P(X >= k | a) = P(X <= k | b) = alpha/2; mid-p: the count itself weighs one half
 *   two counts x, y with exposures s, t: given x + y = n, x is binomial(n, s/(s + t)) where the rates are equal
 *
 * Assumes incidents that come singly and independently, at a rate that is known or constant. Violence comes in runs and in places
 * with different rates, so true counts vary more than this: a Poisson p is the least that honest doubt asks for. Garwood never
 * covers less than it says and is wide for small counts; mid-p covers what it says on average.
 *
 * A tail is the probability at its edge times the sum of the ratios that follow, all positive: nothing cancels, and
 * tails of 1e-300 keep 12 digits. Work grows with the square root of m. logs go on where p underflows (below 1e-308).
 * NaN where m is NaN, negative or infinite. Counts in tails may be any number: P(X >= 2.5) is P(X >= 3).
 *
 * Source: Loader, Fast and accurate computation of binomial probabilities, 2000 (the saddle-point form, as R); Garwood, Biometrika
 * 28 (1936) 437-442; Przyborowski and Wilenski, Biometrika 31 (1940) 313-323; same numbers as R's poisson.test.
 */
import { binomialInterval, binomialTest } from './binomial.ts'
import { deviance, logFactorial, stirlingError } from './gamma.ts'
import { needConfidence, needCount, needPositive } from './need.ts'
import { rootBetween } from './root.ts'

const LOG_2PI = Math.log(2 * Math.PI)

/** log P(X = k); -Infinity where k is not a whole number >= 0. */
export function logPoissonPmf(k: number, mean: number): number {
  if (!(mean >= 0 && mean < Infinity) || Number.isNaN(k)) return NaN
  if (k < 0 || !Number.isInteger(k)) return -Infinity
  if (mean === 0) return k === 0 ? 0 : -Infinity
  if (k === 0) return -mean
  if (k < 16) return k * Math.log(mean) - mean - logFactorial(k)
  return -stirlingError(k) - deviance(k, mean) - 0.5 * (LOG_2PI + Math.log(k))
}

/** P(X = k). */
export function poissonPmf(k: number, mean: number): number {
  return Math.exp(logPoissonPmf(k, mean))
}

/** P(X >= k). */
export function poissonUpperTail(k: number, mean: number): number {
  const edge = Math.ceil(k)
  if (Number.isNaN(edge) || !(mean >= 0 && mean < Infinity)) return NaN
  if (edge <= 0) return 1
  return edge > mean ? Math.exp(logUpperFrom(edge, mean)) : 1 - Math.exp(logLowerTo(edge - 1, mean))
}

/** P(X <= k). */
export function poissonLowerTail(k: number, mean: number): number {
  const edge = Math.floor(k)
  if (Number.isNaN(edge) || !(mean >= 0 && mean < Infinity)) return NaN
  if (edge < 0) return 0
  return edge < mean ? Math.exp(logLowerTo(edge, mean)) : 1 - Math.exp(logUpperFrom(edge + 1, mean))
}

/** log P(X >= k). */
export function logPoissonUpperTail(k: number, mean: number): number {
  const edge = Math.ceil(k)
  if (edge > mean && mean >= 0) return logUpperFrom(edge, mean)
  if (Number.isNaN(edge) || !(mean >= 0 && mean < Infinity)) return NaN
  return edge <= 0 ? 0 : Math.log1p(-Math.exp(logLowerTo(edge - 1, mean)))
}

/** log P(X <= k). */
export function logPoissonLowerTail(k: number, mean: number): number {
  const edge = Math.floor(k)
  if (edge < 0 && mean >= 0) return -Infinity
  if (Number.isNaN(edge) || !(mean >= 0 && mean < Infinity)) return NaN
  return edge < mean ? logLowerTo(edge, mean) : Math.log1p(-Math.exp(logUpperFrom(edge + 1, mean)))
}

/** For k > mean: the terms fall from the first on, m/(k+1), m²/((k+1)(k+2)), … */
function logUpperFrom(k: number, mean: number): number {
  if (k === Infinity) return -Infinity
  let sum = 1
  let term = 1
  for (let j = k + 1; term > 1e-17 * sum; j++) {
    term *= mean / j
    sum += term
  }
  return logPoissonPmf(k, mean) + Math.log(sum)
}

/** For k < mean: k/m, k(k-1)/m², … down to the count of zero. */
function logLowerTo(k: number, mean: number): number {
  let sum = 1
  let term = 1
  for (let j = k; j > 0 && term > 1e-17 * sum; j--) {
    term *= j / mean
    sum += term
  }
  return logPoissonPmf(k, mean) + Math.log(sum)
}

export type Interval = { low: number; high: number }
export type IntervalMethod = 'garwood' | 'mid-p'

/**
 * Interval of the rate behind `count` incidents in `exposure` (people, days, …; > 0). count: whole number >= 0; confidence in
 * (0, 1). The lower end of a count of 0 is 0.
 */
export function rateInterval(count: number, exposure = 1, confidence = 0.95, method: IntervalMethod = 'garwood'): Interval {
  needCount('count', count)
  needPositive('exposure', exposure)
  needConfidence(confidence)
  const target = Math.log((1 - confidence) / 2)
  const half = method === 'mid-p' ? 0.5 : 0
  // Tails without the half of the count's own probability that mid-p leaves out.
  const upper = (mean: number): number => withoutPart(logPoissonUpperTail(count, mean), logPoissonPmf(count, mean), half) - target
  const lower = (mean: number): number => withoutPart(logPoissonLowerTail(count, mean), logPoissonPmf(count, mean), half) - target
  // So far out that any confidence up to 1 - 1e-15 is bracketed.
  const far = count + 40 + 12 * Math.sqrt(count + 1)
  const low = count === 0 ? 0 : rootBetween(upper, 1e-20, count + 1)
  const high = rootBetween(lower, count === 0 ? Number.MIN_VALUE : count / 2, far)
  return { low: low / exposure, high: high / exposure }
}

/** log(e^tail - part e^inner). */
function withoutPart(tail: number, inner: number, part: number): number {
  return part === 0 ? tail : tail + Math.log1p(-part * Math.exp(inner - tail))
}

export type TwoCounts = {
  /** (x / s) / (y / t); Infinity where y is 0, NaN where both are. */
  ratio: number
  low: number
  high: number
  /** Two-sided: all splits of x + y that are no likelier than the one seen (R's poisson.test, binom.test). */
  p: number
  /** One-sided: the first rate is not higher (pGreater small says it is), not lower. */
  pGreater: number
  pLess: number
}

/**
 * Exact conditional test that two rates stand in the ratio `ratio` (1: are equal). x, y: counts; s, t: exposures > 0. The interval
 * of the ratio is that of Clopper and Pearson for x of x + y.
 */
export function compareCounts(x: number, s: number, y: number, t: number, ratio = 1, confidence = 0.95): TwoCounts {
  needCount('x', x)
  needCount('y', y)
  needPositive('s', s)
  needPositive('t', t)
  needPositive('ratio', ratio)
  needConfidence(confidence)
  const share = (ratio * s) / (ratio * s + t)
  const { p, pGreater, pLess } = binomialTest(x, x + y, share)
  const { low, high } = binomialInterval(x, x + y, confidence)
  const asRatio = (part: number): number => ((part / (1 - part)) * t) / s
  return { ratio: x / s / (y / t), low: asRatio(low), high: asRatio(high), p, pGreater, pLess }
}
