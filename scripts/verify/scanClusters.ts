/** Clusters of a scan against clusters as another program printed them. */
import { finishScan, observedWindows, replicateMaxima, type ScanCluster, type ScanPlan } from '../../server/statistics/scan/scan.ts'
import type { Comparison } from './compare.ts'
import { simulatedError } from './monteCarlo.ts'
import type { Outcome } from './outcome.ts'

export type PrintedCluster = {
  ids: string[]
  cases: string
  expected: string
  ratio: string
  llr: string
  p: string
  radius: string
  relativeRisk?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

export type HowPrinted = {
  idOf: (row: number) => string
  /** First and last day of a window, as printed; undefined for purely spatial scans. */
  timeOf: (cluster: ScanCluster) => readonly [string, string] | undefined
  /** Replicates asked for, and done before the other program stopped. */
  asked: number
  done: number
}

export const SEED = 20_240_611

/**
 * As many replicates as the other program was asked for; where a p then lies outside its error, ten times as many decide, so
 * that what is left is the other program's chance and not ours on top of it.
 */
function clustersWithP(plan: ScanPlan, printed: readonly PrintedCluster[], { asked, done }: HowPrinted): ScanCluster[] {
  const windows = observedWindows(plan)
  const few = replicateMaxima(plan, SEED, 0, asked)
  const { clusters } = finishScan(windows, few)
  if (printed.every(({ p }, k) => withinError(clusters[k]?.p ?? NaN, Number(p), done))) return clusters
  const many = new Float64Array(10 * asked)
  many.set(few)
  many.set(replicateMaxima(plan, SEED, asked, many.length), asked)
  return finishScan(windows, many).clusters
}

export function compareClusters(plan: ScanPlan, printed: readonly PrintedCluster[], how: HowPrinted): Outcome {
  const clusters = clustersWithP(plan, printed, how)
  const comparison: Comparison = { largest: 0, mismatch: undefined, mismatches: 0 }
  const differ = (row: number, column: string, ours: string, expected: string): void => {
    comparison.mismatches++
    comparison.mismatch ??= { row, column, ours, expected }
  }
  const columns = new Set<string>()
  const same = (row: number, column: string, ours: string, expected: string): void => {
    columns.add(column)
    if (ours !== expected) differ(row, column, ours, expected)
  }
  /** Ours may differ from the printed number by half a unit of its last place. */
  const close = (row: number, column: string, ours: number, expected: string): void => {
    columns.add(column)
    const apart = Math.abs(ours - Number(expected))
    if (!(apart <= 0.5 * 10 ** -decimals(expected) * (1 + 1e-6))) differ(row, column, String(ours), expected)
  }
  printed.forEach((theirs, k) => {
    const row = k + 1
    const ours = clusters[k]
    if (!ours) return differ(row, 'members', 'no such cluster', theirs.ids.join(' '))
    same(row, 'members', Array.from(ours.members, how.idOf).sort().join(' '), [...theirs.ids].sort().join(' '))
    same(row, 'cases', String(ours.observed), theirs.cases)
    close(row, 'expected', ours.expected, theirs.expected)
    close(row, 'ratio', ours.ratio, theirs.ratio)
    close(row, 'llr', ours.llr, theirs.llr)
    close(row, 'radius', ours.radius, theirs.radius)
    if (theirs.relativeRisk !== undefined) close(row, 'relative risk', ours.relativeRisk, theirs.relativeRisk)
    const time = how.timeOf(ours)
    if (time) {
      same(row, 'from', time[0], theirs.from ?? '')
      same(row, 'to', time[1], theirs.to ?? '')
    }
    columns.add('p')
    if (!withinError(ours.p, Number(theirs.p), how.done)) differ(row, 'p', String(ours.p), theirs.p)
  })
  // What chance always reaches is not printed: the next of ours must be such a one.
  const next = clusters[printed.length]
  if (next && next.p < 1 - chanceOf(next.p, how.done) - 1 / (how.done + 1)) {
    differ(printed.length + 1, 'p', `${next.p} of a cluster with likelihood ratio ${next.llr}`, 'no more clusters')
  }
  if (comparison.mismatch) comparison.largest = Infinity
  return { kind: 'compared', rows: printed.length, columns: [...columns], notCompared: [], comparison }
}

/** The other program's chance alone. */
const chanceOf = (p: number, replicates: number): number => simulatedError(p, Infinity, replicates)

function withinError(ours: number, theirs: number, replicates: number): boolean {
  return Math.abs(ours - theirs) <= chanceOf(theirs, replicates)
}

export function decimals(text: string): number {
  return text.split('.')[1]?.length ?? 0
}
