/**
 * Where is the share of one kind of incident higher than elsewhere, given where the other kind (or the population) is? Two densities divided:
 *
 *   ratio   = f / g                          events per event, or per person
 *   logRisk = ln( (f / F) / (g / G) )        0: the same share as overall; F, G: totals of the two
 *   se      = sqrt( Rk (1 / f + 1 / g) )     standard error of logRisk, Rk = integral of the squared kernel
 *
 * Where g is thinner than `floor` the answer is NaN: a quotient of two tails is a picture of the bandwidth, not of risk. A floor that
 * means something is "so many incidents under the kernel": thinDensity(kernel, m) is the density at which the effective number, the
 * density divided by the height of one kernel in its midst averaged over itself, is m; 5 to 10 are usual. Where f is 0, ratio
 * is 0 and logRisk -Infinity.
 *
 * Assumes both densities were smoothed with the same kernel and bandwidth over the same places; with different ones the ratio shows
 * hotspots where only the smoothing differs. se assumes Poisson incidents and does not know of the bias of smoothing: |logRisk| > 2 se
 * over many cells will be met by chance, so adjust (adjust.ts) before calling a cell significant.
 *
 * Source: Bithell, Stat. Med. 9 (1990) 691-701; Kelsall and Diggle, Stat. Med. 14 (1995) 2335-2342; se: Hazelton and Davies,
 * Biom. J. 51 (2009) 98-109, without its term for edges.
 */
import type { Kernel } from './kde.ts'

export type DualDensity = {
  ratio: Float64Array
  logRisk: Float64Array
  standardError: Float64Array
  /** Places whose denominator was below the floor. */
  thin: number
}

export type DualOptions = {
  kernel?: Kernel
  /** Metres, that of both densities. */
  bandwidth: number
  /** Total weight behind each density (all of it, inside the map or not). */
  totals: { numerator: number; denominator: number }
  /** Least denominator, per square metre; thinDensity gives one. Above 0. */
  floor: number
}

/** numerator, denominator: densities per square metre at the same places, >= 0. NaN in either gives NaN. */
export function dualKde(numerator: ArrayLike<number>, denominator: ArrayLike<number>, options: DualOptions): DualDensity {
  const n = numerator.length
  if (denominator.length !== n) throw new RangeError(`denominator has ${denominator.length} values, numerator ${n}`)
  const { floor, totals } = options
  if (!(floor > 0 && floor < Infinity)) throw new RangeError(`floor is ${floor}: a density above 0`)
  if (!(totals.numerator >= 0 && totals.numerator < Infinity)) throw new RangeError(`totals.numerator is ${totals.numerator}`)
  if (!(totals.denominator > 0 && totals.denominator < Infinity)) throw new RangeError(`totals.denominator is ${totals.denominator}: above 0`)
  const squared = squaredKernel(options)
  const overall = totals.numerator / totals.denominator
  const ratio = new Float64Array(n).fill(NaN)
  const logRisk = new Float64Array(n).fill(NaN)
  const standardError = new Float64Array(n).fill(NaN)
  let thin = 0
  for (let i = 0; i < n; i++) {
    const f = numerator[i]
    const g = denominator[i]
    if (f < 0 || g < 0) throw new RangeError(`${f < 0 ? 'numerator' : 'denominator'}[${i}] is below 0`)
    if (g < floor) thin++
    if (!(g >= floor)) continue
    ratio[i] = f / g
    logRisk[i] = Math.log(f / g / overall)
    standardError[i] = Math.sqrt(squared * (1 / f + 1 / g))
  }
  return { ratio, logRisk, standardError, thin }
}

/** The density at which `incidents` incidents stand behind it: incidents times the integral of the squared kernel. */
export function thinDensity(kernel: { kernel?: Kernel; bandwidth: number }, incidents: number): number {
  if (!(incidents > 0 && incidents < Infinity)) throw new RangeError(`incidents is ${incidents}: above 0`)
  return incidents * squaredKernel(kernel)
}

/** Integral of K^2 over the plane, per square metre: 1 / (4 pi b^2) for the Gaussian, 9 / (5 pi b^2) for the quartic. */
function squaredKernel({ kernel = 'gaussian', bandwidth }: { kernel?: Kernel; bandwidth: number }): number {
  if (!(bandwidth > 0 && bandwidth < Infinity)) throw new RangeError(`bandwidth is ${bandwidth}: metres above 0`)
  return (kernel === 'gaussian' ? 0.25 : 1.8) / (Math.PI * bandwidth * bandwidth)
}
