/**
 * Between which rates do the cells of a field lie, beyond Poisson noise? The gamma distribution of rates under which the counts are
 * likeliest: the prior of a gamma-Poisson (negative binomial) model with the same exposure everywhere.
 *
 *   count_i ~ Poisson(mu_i), mu_i ~ Gamma(shape) / rate;  rate = shape / mean count, shape where
 *   sum_i [psi(shape + count_i) - psi(shape)] = n log(1 + mean / shape)
 *
 * Counts may be fractions (expected counts): they are taken as they are. Counts that differ no more than chance have no shape: it is
 * then 1e9, and every rate is the mean. No count above 0: rate Infinity. Negative, infinite or NaN counts: RangeError.
 * One gamma for town and country alike is coarse; it draws small counts down and leaves large ones nearly as they are.
 *
 * Source: Clayton and Kaldor, Biometrics 43 (1987) 671-681; psi by Abramowitz and Stegun 6.3.5 and 6.3.18.
 */
import { rootBetween } from './root.ts'

export type GammaPrior = { readonly shape: number; readonly rate: number }

const MOST_SHAPE = 1e9
const LEAST_SHAPE = 1e-9

export function gammaPrior(counts: ArrayLike<number>): GammaPrior {
  const n = counts.length
  const many = new Map<number, number>()
  let sum = 0
  for (let i = 0; i < n; i++) {
    if (!(counts[i] >= 0 && counts[i] < Infinity)) throw new RangeError(`count ${i} is ${counts[i]}: a finite number from 0 on is needed`)
    sum += counts[i]
    if (counts[i] > 0) many.set(counts[i], (many.get(counts[i]) ?? 0) + 1)
  }
  const mean = sum / n
  if (!(mean > 0)) return { shape: 1, rate: Infinity }
  // The largest shape is told apart from Poisson by variance against mean, where differences of psi would be all rounding.
  let squares = 0
  for (let i = 0; i < n; i++) squares += (counts[i] - mean) ** 2
  if (squares / n <= mean) return { shape: MOST_SHAPE, rate: MOST_SHAPE / mean }
  const slope = (shape: number): number => {
    let s = -n * Math.log1p(mean / shape)
    for (const [count, cells] of many) s += cells * (digamma(shape + count) - digamma(shape))
    return s
  }
  const end = Math.min(MOST_SHAPE, 1e4 * Math.max(1, mean)) // beyond, the likelihood is flat
  if (slope(end) >= 0) return { shape: end, rate: end / mean }
  if (slope(LEAST_SHAPE) <= 0) return { shape: LEAST_SHAPE, rate: LEAST_SHAPE / mean }
  const shape = Math.exp(rootBetween((log) => slope(Math.exp(log)), Math.log(LEAST_SHAPE), Math.log(end)))
  return { shape, rate: shape / mean }
}

/** psi(x), x > 0, to about 1e-13. */
export function digamma(x: number): number {
  if (!(x > 0)) return NaN
  let sum = 0
  let at = x
  for (; at < 12; at++) sum -= 1 / at
  const s = 1 / (at * at)
  return sum + Math.log(at) - 0.5 / at - s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s / 132))))
}
