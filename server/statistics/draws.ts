/**
 * Counts as chance would bring them: Poisson and binomial random numbers, for simulation. One stream of random.ts per replicate.
 *
 * Small means by inversion (one uniform number, walked down from 0); from a mean of 10 on by transformed rejection with squeeze:
 * exact, about 1.2 tries a number, work independent of the mean.
 * Not for means above 2^31: rounding of log k! would show.
 *
 * Source: Hörmann, The transformed rejection method for generating Poisson random variables, Insurance: Mathematics and Economics
 * 12 (1993) 39-45 (PTRS); Hörmann, The generation of binomial random variates, J. Stat. Comput. Simul. 46 (1993) 101-110 (BTRS).
 */
import { logFactorial } from './gamma.ts'
import type { Random } from './random.ts'

/** A Poisson number of the mean given (0 .. 2^31). */
export function drawPoisson(mean: number, random: Random): number {
  if (!(mean >= 0 && mean <= 0x80000000)) throw new RangeError(`mean is ${mean}: a number from 0 to 2^31 is needed`)
  if (mean < 10) {
    let p = Math.exp(-mean)
    let left = random.next() - p
    let k = 0
    // 200 stands far beyond any uniform number of 53 bits: left ends above 0 only by rounding.
    while (left >= 0 && k < 200) {
      k++
      p *= mean / k
      left -= p
    }
    return k
  }
  const root = Math.sqrt(mean)
  const logMean = Math.log(mean)
  const b = 0.931 + 2.53 * root
  const a = -0.059 + 0.02483 * b
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  const squeeze = 0.9277 - 3.6224 / (b - 2)
  for (;;) {
    const u = random.next() - 0.5
    const v = random.next()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
    if (us >= 0.07 && v <= squeeze) return k
    if (k < 0 || (us < 0.013 && v > us)) continue
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) return k
  }
}

/** How many of n (whole, 0 .. 2^31) come true when each does with probability p. */
export function drawBinomial(n: number, p: number, random: Random): number {
  if (!(Number.isInteger(n) && n >= 0 && n <= 0x80000000)) throw new RangeError(`n is ${n}: a whole number from 0 to 2^31 is needed`)
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p is ${p}: a number from 0 to 1 is needed`)
  if (p > 0.5) return n - drawBinomial(n, 1 - p, random)
  if (n * p < 10) {
    const odds = p / (1 - p)
    let chance = Math.exp(n * Math.log1p(-p))
    let left = random.next() - chance
    let k = 0
    while (left >= 0 && k < n) {
      k++
      chance *= ((n - k + 1) / k) * odds
      left -= chance
    }
    return k
  }
  const root = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * root
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const c = n * p + 0.5
  const alpha = (2.83 + 5.1 / b) * root
  const squeeze = 0.92 - 4.2 / b
  const logOdds = Math.log(p / (1 - p))
  const mode = Math.floor((n + 1) * p)
  const h = logFactorial(mode) + logFactorial(n - mode)
  for (;;) {
    const u = random.next() - 0.5
    const v = random.next()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + c)
    if (us >= 0.07 && v <= squeeze) return k
    if (k < 0 || k > n) continue
    const bound = h - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k
  }
}
