/**
 * A text result of SaTScan, with the input files it names beside it: every cluster it reports, recomputed. Members, cases, expected,
 * ratio, relative risk, radius, time and likelihood ratio as printed; p within the error of both simulations.
 */
import { exposureBetween, standardisedExpected } from '../../server/statistics/scan/expected.ts'
import { prepareScan, type ScanInput, type ScanPlan } from '../../server/statistics/scan/scan.ts'
import type { Outcome } from './outcome.ts'
import { compareClusters } from './scanClusters.ts'
import { dayOf, intervalBounds, printedDays, readLocations, readReport, readRows, type Report } from './satscanFiles.ts'
import { readText, Unreadable } from './table.ts'

export function verifySatscan(dir: string, file: string): Outcome {
  if (!/\bSaTScan v\d/.test(readText(dir, file))) return { kind: 'unchecked', why: 'not a result of SaTScan' }
  const report = readReport(dir, file)
  const { plan, ids, bounds } = planOf(dir, report)
  return compareClusters(plan, report.clusters, {
    idOf: (row) => ids[row] ?? '',
    timeOf: (window) => (plan.intervals === 1 ? undefined : printedDays(bounds, window)),
    asked: Number(report.setting('Number of Replications')),
    done: report.replicates,
  })
}

export function planOf(dir: string, report: Report): { plan: ScanPlan; ids: string[]; bounds: number[] } {
  const { setting } = report
  const { ids, a, b } = readLocations(dir, setting('Coordinates File'))
  const rowOf = new Map(ids.map((id, row) => [id, row]))
  const row = (id: string): number => {
    const found = rowOf.get(id)
    if (found === undefined) throw new Unreadable(`location ${id} has no coordinates`)
    return found
  }
  const spaceTime = setting('Type of Analysis').endsWith('Space-Time')
  if (!spaceTime && setting('Type of Analysis') !== 'Purely Spatial') throw new Unreadable(`analysis "${setting('Type of Analysis')}" is not known`)
  const model = { 'Discrete Poisson': 'poisson', 'Space-Time Permutation': 'space-time-permutation' } as const
  const name = setting('Probability Model')
  if (name !== 'Discrete Poisson' && name !== 'Space-Time Permutation') throw new Unreadable(`model "${name}" is not known`)
  const bounds = spaceTime
    ? intervalBounds(setting('Start Date'), setting('End Date'), setting('Time Aggregation Units'), Number(setting('Time Aggregation Length')))
    : [dayOf(setting('Start Date')), dayOf(setting('End Date')) + 1]
  const intervals = bounds.length - 1
  const timed = setting('Time Precision') !== 'None'
  const rows = readRows(dir, setting('Case File'))
  const cases = rows.map(([id = '', count = '', ...rest]) => {
    const day = timed ? dayOf(rest[0] ?? '', [1, 1]) : (bounds[0] ?? 0)
    return {
      location: row(id),
      count: Number(count),
      interval: bounds.findIndex((_, t) => (bounds[t] ?? Infinity) <= day && day < (bounds[t + 1] ?? -Infinity)),
      category: rest.slice(timed ? 1 : 0).join(' '),
    }
  })
  const spherical = setting('Coordinates').startsWith('Lat')
  const input: ScanInput = {
    model: model[name],
    coordinates: spherical ? { kind: 'spherical', lat: a, lng: b } : { kind: 'planar', x: a, y: b },
    cases: { location: cases.map((c) => c.location), interval: cases.map((c) => c.interval), count: cases.map((c) => c.count) },
    intervals,
    ...limits(report, intervals, bounds),
    rates: { 'High Rates': 'high', 'Low Rates': 'low', 'High and Low Rates': 'both' }[setting('Scan For Areas With')] as ScanInput['rates'] & string,
    minCases: Number(setting('Minimum Cases in Cluster for High Rates')),
  }
  if (name === 'Discrete Poisson') input.exposure = exposureOf(dir, setting('Population File'), cases, ids.length, row, bounds)
  return { plan: prepareScan(input), ids, bounds }
}

function limits({ setting, settings }: Report, intervals: number, bounds: number[]): Partial<ScanInput> {
  const out: Partial<ScanInput> = {}
  for (const size of settings('Maximum Spatial Cluster Size')) {
    const value = Number.parseFloat(size)
    if (/percent of population at risk/.test(size)) out.maxShare = value / 100
    else out.maxRadius = value
  }
  if (intervals > 1) {
    const longest = setting('Maximum Temporal Cluster Size')
    const days = (bounds[intervals] ?? 0) - (bounds[0] ?? 0)
    const length = Number(setting('Time Aggregation Length'))
    out.maxIntervals = /percent/.test(longest)
      ? Math.max(1, Math.floor(((Number.parseFloat(longest) / 100) * days * intervals) / days))
      : Math.floor(Number.parseFloat(longest) / length)
    out.minIntervals = Math.ceil(Number.parseFloat(setting('Minimum Temporal Cluster Size')) / length)
  }
  return out
}

/** Expected cases per location and interval: population between its dates, standardised for the covariates of the case file. */
function exposureOf(
  dir: string,
  file: string,
  cases: readonly { count: number; category: string }[],
  locations: number,
  row: (id: string) => number,
  bounds: number[],
): Float64Array {
  const byCategory = new Map<string, Map<number, Map<number, number>>>()
  const allDates = new Set<number>()
  const withCovariates = cases.some((c) => c.category !== '')
  for (const [id = '', date = '', population = '', ...covariates] of readRows(dir, file)) {
    const category = withCovariates ? covariates.join(' ') : ''
    const places = byCategory.get(category) ?? new Map<number, Map<number, number>>()
    byCategory.set(category, places)
    const place = row(id)
    const known = places.get(place) ?? new Map<number, number>()
    places.set(place, known)
    const day = dayOf(date)
    allDates.add(day)
    known.set(day, (known.get(day) ?? 0) + Number(population))
  }
  const dates = [...allDates].sort((x, y) => x - y)
  const intervals = bounds.length - 1
  const categories = [...byCategory.keys()]
  const exposure = categories.map((category) => {
    const cells = new Float64Array(locations * intervals)
    for (const [place, known] of byCategory.get(category) ?? []) {
      cells.set(exposureBetween(dates, dates.map((day) => known.get(day) ?? 0), bounds), place * intervals)
    }
    return cells
  })
  const count = new Map<string, number>()
  for (const c of cases) count.set(c.category, (count.get(c.category) ?? 0) + c.count)
  for (const category of count.keys()) if (!byCategory.has(category)) throw new Unreadable(`cases of category "${category}" have no population`)
  return standardisedExpected(exposure, categories.map((category) => count.get(category) ?? 0))
}
