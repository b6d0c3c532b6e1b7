/**
 * After an incident, how near and for how long is another more likely? The table of the Near Repeat Calculator, and the alert made
 * of it: "repeat risk within X metres and Y days" for incidents whose window is still open.
 *
 *   ratio = pairs observed / mean over the exchanges of times (knox.ts); 1.75 is 75 % more than chance
 *   a cell of the table is over-represented where p <= level and ratio >= leastRatio
 *   a window is a run of over-represented bands of time in one band of distance: from its first day to its last
 *
 * Conventions of the Near Repeat Calculator 1.3: half-open bands, Manhattan distance, a band "same location" (distance 0), a last row and
 * column for all that lies beyond, p = (1 + exchanges with at least as many) / (1 + exchanges), so that B exchanges cannot give less
 * than 1/(B+1); level 0.05 and a ratio of 1.2 for "significant and meaningful".
 * Its printed "0 to 1 days, 2 to 2 days" are half-open bands [0, 1) and [1, 2): pairs of the same day, and of one day apart.
 *
 * Everything that knox.ts says about its assumptions holds. An alert says that risk is raised, as in the data it was learnt from, not
 * that something will happen; the chance may still be small. Cells are many tests: the table gives p unadjusted, as its model.
 *
 * Source: Ratcliffe, Near Repeat Calculator, 2009, and its manual; Townsley, Homel and Chaseling, Brit. J. Criminol. 43 (2003) 615-633.
 */
import type { Edges } from './closePairs.ts'
import { type KnoxOptions, type KnoxPlan, planKnox } from './knox.ts'
import { knoxTable, type KnoxTable } from './knoxTable.ts'

/** In metres and days; what is not given is as the Near Repeat Calculator has it, not as in knox.ts. */
export type NearRepeatOptions = KnoxOptions

/** What stays as it is: give it to exchangedCounts of knox.ts, and both to nearRepeatTable. */
export function planNearRepeat(xs: ArrayLike<number>, ys: ArrayLike<number>, days: ArrayLike<number>, options: NearRepeatOptions): KnoxPlan {
  return planKnox(xs, ys, days, { metric: 'manhattan', edges: 'half-open', sameLocation: 0, ...options })
}

/**
 * Row 0 is the same location (unless planned without), the last row and column are beyond. ratio: NaN where neither observed nor
 * expected has any, Infinity where only observed has. Without exchanges (counts empty) the ratio is to the exact mean, and p is NaN.
 */
export type NearRepeatTable = KnoxTable & { ratio: Float64Array }

export function nearRepeatTable(plan: KnoxPlan, counts?: Uint32Array): NearRepeatTable {
  const table = knoxTable(plan, counts)
  const under = table.replicates > 0 ? table.mean : table.expected
  return { ...table, ratio: table.observed.map((seen, c) => seen / under[c]) }
}

/** Bands as numbers, beyond included: from (of the first: 0) and to (of the last: Infinity). */
export type Bands = { distances: readonly Band[]; times: readonly Band[]; edges: Edges }
export type Band = { from: number; to: number }

export function bandsOf({ distances, times, edges = 'half-open', sameLocation = 0 }: NearRepeatOptions): Bands {
  const between = (uppers: readonly number[]): Band[] => [...uppers, Infinity].map((to, i) => ({ from: uppers[i - 1] ?? 0, to }))
  const apart = between(distances)
  apart[0] = { from: sameLocation, to: apart[0].to }
  return { distances: [{ from: 0, to: sameLocation }, ...apart], times: between(times), edges }
}

export type RiskWindow = {
  /** Row of the table; metres from .. to. */
  row: number
  distance: Band
  /** Days after the incident. */
  days: Band
  /** Of the whole run of bands: observed over expected. The least p of its cells: unadjusted. */
  ratio: number
  p: number
}

export type RiskOptions = {
  /** Largest p of an over-represented cell; 0.05 unless given. */
  level?: number
  /** Least ratio of one; 1.2 unless given. */
  leastRatio?: number
}

/** Windows by row, then by day. What lies beyond the last band of distance or time is never a window. */
export function riskWindows(table: NearRepeatTable, bands: Bands, { level = 0.05, leastRatio = 1.2 }: RiskOptions = {}): RiskWindow[] {
  const { rows, columns, observed, p, ratio } = table
  if (bands.distances.length !== rows || bands.times.length !== columns) {
    throw new RangeError(`bands: ${bands.distances.length} x ${bands.times.length} for a table of ${rows} x ${columns}`)
  }
  const expected = table.replicates > 0 ? table.mean : table.expected
  const windows: RiskWindow[] = []
  for (let row = 0; row < rows - 1; row++) {
    for (let first = 0; first < columns - 1; first++) {
      let seen = 0
      let chance = 0
      let least = 1
      let t = first
      for (; t < columns - 1; t++) {
        const c = row * columns + t
        if (!(p[c] <= level && ratio[c] >= leastRatio)) break
        seen += observed[c]
        chance += expected[c]
        least = Math.min(least, p[c])
      }
      if (t === first) continue
      const days = { from: bands.times[first].from, to: bands.times[t - 1].to }
      windows.push({ row, distance: bands.distances[row], days, ratio: seen / chance, p: least })
      first = t
    }
  }
  return windows
}

export type Alert = {
  /** Row of the incident, and of the window in the list given. */
  incident: number
  window: number
  /** Time from which and to which risk is raised around the incident: open now where opens <= now. */
  opens: number
  closes: number
}

/**
 * Windows that are open at time `now`, or will open, around incidents known by then; the one that closes first comes first. Half-open
 * bands close at their last moment, inclusive ones after it. Incidents after `now` have no alert.
 */
export function openAlerts(windows: readonly RiskWindow[], days: ArrayLike<number>, now: number, edges: Edges = 'half-open'): Alert[] {
  if (!Number.isFinite(now)) throw new RangeError(`now is ${now}: a number is needed`)
  const alerts: Alert[] = []
  for (let incident = 0; incident < days.length; incident++) {
    if (!(days[incident] <= now)) continue
    windows.forEach(({ days: { from, to } }, window) => {
      const closes = days[incident] + to
      if (edges === 'inclusive' ? now <= closes : now < closes) alerts.push({ incident, window, opens: days[incident] + from, closes })
    })
  }
  return alerts.sort((a, b) => a.closes - b.closes || a.incident - b.incident || a.window - b.window)
}
