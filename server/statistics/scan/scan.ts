/**
 * Where, and when, are there more cases than chance brings? Kulldorff's scan statistic: circles of every size about every location
 * (times intervals of every length), the one with the largest likelihood ratio, and how often chance does as well.
 *
 *   spatial Poisson            cases against population at risk, one interval                       Kulldorff 1997
 *   space-time Poisson         the same in circle and interval                                      Kulldorff 1998
 *   space-time permutation     cases alone: is there more here now than place and season explain    Kulldorff 2005
 *
 * Assumes that cases are independent once the rate is given: repeat incidents of one quarrel, or a rate that varies smoothly without
 * cause, make clusters significant that are no news. A circle says where to look, not which street. Permutation clusters may mean
 * that other places had fewer: read them with the counts. Do not use the Poisson model with residents as population where people
 * come to (town centres at night): it finds the town centre. The same circles, windows and secondary clusters as SaTScan 10.3.
 *
 * In three steps, so that the long one can be shared out:  prepareScan -> replicateMaxima (any split of the range gives the
 * same numbers) -> finishScan. Replicate r draws from stream r + 1 of the seed.
 *
 * Source: Kulldorff, Communications in Statistics 26 (1997) 1481-1496; Kulldorff et al., American Journal of Public Health 88 (1998)
 * 1377-1380; Kulldorff et al., PLoS Medicine 2 (2005) e59.
 */
import { needReplicates } from '../random.ts'
import { type ScanWindow, separateWindows } from './clusters.ts'
import { likelyWindows } from './observed.ts'
import type { ScanPlan } from './plan.ts'
import { gumbelP, monteCarloP, sequentialP, stoppingPoint } from './significance.ts'
import { createReplicates } from './simulate.ts'
import { spaceTimeMaxima } from './spaceTimeMaxima.ts'
import { spatialMaxima } from './spatialMaxima.ts'

export { prepareScan, type ScanInput, type ScanPlan } from './plan.ts'
export type { Coordinates } from './sites.ts'
export type { ScanWindow } from './clusters.ts'

export type ScanCluster = ScanWindow & {
  /** Monte Carlo, standard or sequential; NaN without replicates. */
  readonly p: number
  readonly gumbelP: number
}

export type ScanResult = {
  /** Most likely first. */
  readonly clusters: ScanCluster[]
  /** Replicates that entered the p-values. */
  readonly replicates: number
}

/** Windows of the data as observed that share no place, without p: quick, and what the replicates are compared with. */
export function observedWindows(plan: ScanPlan, limit = 500): ScanWindow[] {
  return plan.total === 0 ? [] : separateWindows(plan, likelyWindows(plan), limit)
}

/** The largest likelihood ratio of each replicate from .. to - 1. Deterministic in seed and number of the replicate alone. */
export function replicateMaxima(plan: ScanPlan, seed: number, from: number, to: number): Float64Array {
  needReplicates(seed, from, to)
  if (plan.total === 0) return new Float64Array(to - from)
  // Stream 0 is left to the caller.
  if (plan.rates !== 'high') return plainMaxima(plan, seed, from + 1, to + 1)
  if (plan.intervals === 1) return spatialMaxima(plan, seed, from + 1, to + 1)
  return spaceTimeMaxima(plan, seed, from + 1, to + 1)
}

/** Every window of every replicate by its logarithms: for low rates, and what the fast search is tested against. */
export function plainMaxima(plan: ScanPlan, seed: number, from: number, to: number): Float64Array {
  const drawReplicate = createReplicates(plan)
  const sites = plan.model === 'poisson' ? new Uint32Array(plan.total) : undefined
  const times = new Uint16Array(plan.total)
  return new Float64Array(to - from).map((_, r) => {
    drawReplicate(seed, from + r, sites ?? new Uint32Array(0), times)
    let best = 0
    for (const llr of likelyWindows(plan, sites, times).llr) if (llr > best) best = llr
    return best
  })
}

/**
 * windows: observedWindows(plan); maxima: of replicates 0, 1, 2 … in this order. exceedances: sequential Monte Carlo, counting stops
 * after so many replicates have reached the most likely window (stoppingPoint), and further ones make no difference. Pure.
 */
export function finishScan(windows: readonly ScanWindow[], maxima: Float64Array, { exceedances }: { exceedances?: number } = {}): ScanResult {
  const top = windows[0]
  const stop = exceedances !== undefined && top ? stoppingPoint(maxima, top.llr, exceedances) : undefined
  const used = maxima.subarray(0, stop ?? maxima.length)
  const clusters = windows.map((window) => ({
    ...window,
    p: used.length === 0 ? NaN : exceedances === undefined ? monteCarloP(used, window.llr) : sequentialP(used, window.llr, exceedances),
    gumbelP: gumbelP(used, window.llr),
  }))
  return { clusters, replicates: used.length }
}
