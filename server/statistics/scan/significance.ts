/**
 * Is the best window more than chance brings? Its likelihood ratio against the maxima of replicates in which there is nothing to find.
 *
 *   standard Monte Carlo    p = (1 + replicates that reach it) / (1 + replicates)
 *   sequential              replicates are looked at in their order until h of them reach it: p = h / replicates looked at;
 *                           standard when h is not met. Stops early where nothing is to be found, spends all where it matters
 *   Gumbel                  maxima have an extreme-value distribution, fitted by its moments; p can be far below 1 / replicates
 *
 * Comparing every window with the maximum over all windows adjusts for their number. Secondary clusters are compared with
 * the same maxima, which is conservative for them.
 * A replicate that misses by less than 1e-9 reaches it: the same window counted in another order differs by rounding.
 *
 * Source: Dwass 1957; Besag and Clifford, Biometrika 78 (1991) 301-304; Abrams, Kulldorff and Kleinman, International Journal
 * of Health Geographics 9 (2010) 61.
 */
const TIE = 1e-9

export function monteCarloP(maxima: Float64Array, llr: number): number {
  let reached = 0
  for (const m of maxima) if (m > llr - TIE) reached++
  return (1 + reached) / (1 + maxima.length)
}

/** Number of replicates after which `exceedances` of them have reached llr; undefined when that never happens. */
export function stoppingPoint(maxima: Float64Array, llr: number, exceedances: number): number | undefined {
  if (!(Number.isInteger(exceedances) && exceedances >= 1)) throw new RangeError(`exceedances is ${exceedances}: a whole number from 1 on is needed`)
  let reached = 0
  for (let r = 0; r < maxima.length; r++) if (maxima[r] > llr - TIE && ++reached === exceedances) return r + 1
  return undefined
}

export function sequentialP(maxima: Float64Array, llr: number, exceedances: number): number {
  const stop = stoppingPoint(maxima, llr, exceedances)
  return stop === undefined ? monteCarloP(maxima, llr) : exceedances / stop
}

const EULER = 0.5772156649015329

/** NaN for fewer than two replicates, or when they are all alike. */
export function gumbelP(maxima: Float64Array, llr: number): number {
  const n = maxima.length
  let mean = 0
  for (const m of maxima) mean += m / n
  let squares = 0
  for (const m of maxima) squares += (m - mean) ** 2
  const scale = Math.sqrt((squares / (n - 1)) * 6) / Math.PI
  if (!(scale > 0)) return NaN
  return -Math.expm1(-Math.exp(-(llr - (mean - EULER * scale)) / scale))
}
