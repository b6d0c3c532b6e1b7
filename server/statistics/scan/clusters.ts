/**
 * From the most likely windows of each centre to the clusters one shows: the most likely first, then those that share no place with
 * a more likely one ("no geographical overlap").
 *
 * As in SaTScan 10.3: a purely spatial scan offers one circle a centre, its best; when that overlaps a more likely cluster, no smaller
 * circle of the centre is offered in its place. In a space-time scan clusters may share a place when they share no time, so that a
 * centre offers its best window of other times too. Among windows whose likelihood ratios differ by less than 1e-9 the one
 * with fewer locations goes first, then the one whose centre stands first among the locations given. Two circles overlap when
 * a location of the one with fewer is not farther from the other's centre than its radius.
 */
import type { Windows } from './observed.ts'
import type { ScanPlan } from './plan.ts'
import { distance } from './sites.ts'

export type ScanWindow = {
  /** Row of the location at the centre; the first where several stand at that point. */
  readonly centre: number
  /** To the farthest member, in the unit of the coordinates (spherical: km). 0: one place only. */
  readonly radius: number
  /** Rows of locations, nearest first. */
  readonly members: Uint32Array
  /** Half-open, in intervals. */
  readonly from: number
  readonly to: number
  readonly observed: number
  readonly expected: number
  /** observed / expected. */
  readonly ratio: number
  /** Rate inside over rate outside; Infinity when all cases are inside. NaN for the permutation model, which knows no rates. */
  readonly relativeRisk: number
  readonly llr: number
}

const TIE = 1e-9

type Kept = { site: number; radius: number; sites: Uint16Array | Uint32Array; locations: number; from: number; to: number }

/** limit: at most so many clusters. */
export function separateWindows(plan: ScanPlan, windows: Windows, limit: number): ScanWindow[] {
  const { sites, circles } = plan
  const rowsOf = rowsBySite(plan)
  const inCircle = locationCounts(plan, rowsOf)
  const locations = (w: number): number => inCircle(windows.centre[w], windows.size[w])
  const first = (w: number): number => rowsOf[windows.centre[w]][0]
  const order = ordered(windows.llr, (a, b) => locations(a) - locations(b) || first(a) - first(b) || a - b)
  const kept: Kept[] = []
  const out: ScanWindow[] = []
  for (const w of order) {
    if (out.length >= limit) break
    const site = windows.centre[w]
    const start = circles.offsets[site]
    const list = circles.members.subarray(start, start + windows.size[w])
    const radius = distance(sites, site, list[list.length - 1])
    const one: Kept = { site, radius, sites: list, locations: locations(w), from: windows.from[w], to: windows.to[w] }
    if (kept.some((other) => overlap(plan, one, other))) continue
    kept.push(one)
    out.push(describe(plan, windows, w, radius, rowsOf))
  }
  return out
}

function overlap({ sites }: ScanPlan, one: Kept, other: Kept): boolean {
  if (one.to <= other.from || other.to <= one.from) return false
  const apart = distance(sites, one.site, other.site)
  // Farther than both radii together: no location can lie in both. The margin is for the rounding of three distances.
  if (apart > (one.radius + other.radius) * (1 + 1e-9) + TIE) return false
  const [fewer, more] = one.locations <= other.locations ? [one, other] : [other, one]
  return fewer.sites.some((s) => distance(sites, s, more.site) < more.radius + TIE)
}

function describe(plan: ScanPlan, windows: Windows, w: number, radius: number, rowsOf: number[][]): ScanWindow {
  const { circles, total } = plan
  const site = windows.centre[w]
  const observed = windows.cases[w]
  const expected = windows.expected[w]
  const ratio = observed / expected
  const members: number[] = []
  for (let k = 0; k < windows.size[w]; k++) for (const row of rowsOf[circles.members[circles.offsets[site] + k]]) members.push(row)
  return {
    centre: rowsOf[site][0],
    radius,
    members: Uint32Array.from(members),
    from: windows.from[w],
    to: windows.to[w],
    observed,
    expected,
    ratio,
    relativeRisk: plan.model === 'poisson' ? (ratio * (total - expected)) / (total - observed) : NaN,
    llr: windows.llr[w],
  }
}

/** Row numbers, largest value first; runs of values that differ by less than TIE from the first of the run by the second order. */
function ordered(value: number[], second: (a: number, b: number) => number): number[] {
  const items = value.map((_, w) => w).sort((a, b) => value[b] - value[a] || a - b)
  const out: number[] = []
  for (let i = 0; i < items.length; ) {
    let end = i + 1
    while (end < items.length && value[items[i]] - value[items[end]] < TIE) end++
    for (const item of items.slice(i, end).sort(second)) out.push(item)
    i = end
  }
  return out
}

function rowsBySite({ sites }: ScanPlan): number[][] {
  const rows: number[][] = Array.from(sites.x, () => [])
  sites.siteOf.forEach((site, row) => rows[site].push(row))
  return rows
}

/** Number of locations in the first `size` sites of a centre's list: the size itself where no two locations share a point. */
function locationCounts({ circles, sites }: ScanPlan, rowsOf: number[][]): (site: number, size: number) => number {
  if (sites.siteOf.length === sites.x.length) return (_, size) => size
  return (site, size) => {
    let count = 0
    for (let k = circles.offsets[site]; k < circles.offsets[site] + size; k++) count += rowsOf[circles.members[k]].length
    return count
  }
}
