import type { Query } from '../contract/query.ts'
import type { Excluded } from '../contract/results.ts'
import { CATEGORIES, DAY_PARTS } from '../contract/vocabulary.ts'
import type { RunEvents } from '../domain/cellTable.ts'
import { monthNumber, monthsOf } from '../domain/period.ts'
import { NO_COORDINATES, OUTSIDE_AREA, sourceBits } from './columns.ts'
import type { Columns } from './columns.ts'

export type Selection = {
  events: RunEvents
  /** incidents per res-9 cell of the study area */
  counts: Uint32Array
  excluded: Excluded[]
  snapPoints: boolean
}

const mask = <T>(words: readonly T[], chosen: readonly T[]): Uint8Array => {
  const allowed = new Uint8Array(256)
  words.forEach((word, i) => (allowed[i] = chosen.includes(word) ? 1 : 0))
  return allowed
}

/**
 * The incidents that a query asks for, counted by cell. What matches and cannot be counted is told by reason:
 * month-only data have no part of the day, and cannot be cut within a month.
 */
export const select = (columns: Columns[], query: Query, cells: number): Selection => {
  const wanted = sourceBits(query.sources)
  const categories = mask(CATEGORIES, query.categories)
  const months = monthsOf(query.period)
  const touched = { first: monthNumber(months[0] ?? ''), last: monthNumber(months.at(-1) ?? '') }
  // The first and the last month count only when the period holds the whole of them.
  const whole = {
    first: query.period.from.endsWith('-01') ? touched.first : touched.first + 1,
    last: query.period.to.endsWith('-01') ? touched.last : touched.last - 1,
  }
  const allDay = query.dayParts.length === DAY_PARTS.length
  const total = columns.reduce((n, c) => n + c.n, 0)
  const events: RunEvents = { cell: new Uint32Array(total), category: new Uint8Array(total), month: new Uint16Array(total) }
  const counts = new Uint32Array(cells)
  const excluded = { 'no-coordinates': 0, 'outside-area': 0, 'no-time-of-day': 0, 'month-cut-by-period': 0 }
  let n = 0
  let snapPoints = false
  for (const { n: rows, sources, category, firstMonth, lastMonth, cell, snapPoint } of columns) {
    for (let i = 0; i < rows; i++) {
      const from = firstMonth[i] ?? 0
      const to = lastMonth[i] ?? 0
      if (((sources[i] ?? 0) & wanted) === 0 || !categories[category[i] ?? 255] || to < touched.first || from > touched.last) continue
      const at = cell[i] ?? OUTSIDE_AREA
      if (from < whole.first || to > whole.last) excluded['month-cut-by-period']++
      else if (!allDay) excluded['no-time-of-day']++
      else if (at === NO_COORDINATES) excluded['no-coordinates']++
      else if (at < 0) excluded['outside-area']++
      else {
        events.cell[n] = at
        events.category[n] = category[i] ?? 255
        events.month[n] = from
        n++
        counts[at] = (counts[at] ?? 0) + 1
        if (snapPoint[i]) snapPoints = true
      }
    }
  }
  return {
    events: { cell: events.cell.slice(0, n), category: events.category.slice(0, n), month: events.month.slice(0, n) },
    counts,
    excluded: Object.entries(excluded).flatMap(([kind, count]) => (count > 0 ? [{ kind: kind as Excluded['kind'], count }] : [])),
    snapPoints,
  }
}
