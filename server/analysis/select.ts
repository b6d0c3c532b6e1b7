import type { Query } from '../contract/query.ts'
import type { Excluded } from '../contract/results.ts'
import { CATEGORIES, DAY_PARTS, UNPLACED_REASONS } from '../contract/vocabulary.ts'
import type { RunEvents } from '../domain/cellTable.ts'
import { sourceBits, UNKNOWN_DAY_PART } from './columns.ts'
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

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000

const monthOfDay = new Map<number, number>()
/** Months since year 0 of a day since 1970. */
const monthNumberOfDay = (day: number): number => {
  let month = monthOfDay.get(day)
  if (month === undefined) {
    const date = new Date(day * 86_400_000)
    monthOfDay.set(day, (month = date.getUTCFullYear() * 12 + date.getUTCMonth()))
  }
  return month
}

/**
 * The incidents that a query asks for, counted by cell. What matches and cannot be counted is told by reason: what is known to a month
 * or a day only has no part of the day, and cannot be cut by a period.
 */
export const select = (columns: Columns[], query: Query, cells: number): Selection => {
  const wanted = sourceBits(query.sources)
  const categories = mask(CATEGORIES, query.categories)
  const dayParts = mask(DAY_PARTS, query.dayParts)
  const allDay = query.dayParts.length === DAY_PARTS.length
  const from = dayNumber(query.period.from)
  const to = dayNumber(query.period.to)
  const total = columns.reduce((n, c) => n + c.n, 0)
  const events: RunEvents = { cell: new Uint32Array(total), category: new Uint8Array(total), month: new Uint16Array(total) }
  const counts = new Uint32Array(cells)
  const unplaced = new Uint32Array(UNPLACED_REASONS.length)
  let noTimeOfDay = 0
  let cutByPeriod = 0
  let n = 0
  let snapPoints = false
  for (const { n: rows, sources, category, firstDay, lastDay, dayPart, cell, snapPoint } of columns) {
    for (let i = 0; i < rows; i++) {
      const first = firstDay[i] ?? 0
      const last = lastDay[i] ?? 0
      if (((sources[i] ?? 0) & wanted) === 0 || !categories[category[i] ?? 255] || last < from || first >= to) continue
      if (first < from || last >= to) {
        cutByPeriod++
        continue
      }
      if (!allDay) {
        const part = dayPart[i] ?? UNKNOWN_DAY_PART
        if (part === UNKNOWN_DAY_PART) {
          noTimeOfDay++
          continue
        }
        if (!dayParts[part]) continue
      }
      const at = cell[i] ?? -1
      if (at < 0) {
        unplaced[-1 - at] = (unplaced[-1 - at] ?? 0) + 1
        continue
      }
      events.cell[n] = at
      events.category[n] = category[i] ?? 255
      events.month[n] = monthNumberOfDay(first)
      n++
      counts[at] = (counts[at] ?? 0) + 1
      if (snapPoint[i]) snapPoints = true
    }
  }
  const reasons: Excluded[] = [
    ...UNPLACED_REASONS.map((kind, i) => ({ kind, count: unplaced[i] ?? 0 })),
    { kind: 'no-time-of-day', count: noTimeOfDay },
    { kind: 'cut-by-period', count: cutByPeriod },
  ]
  return {
    events: { cell: events.cell.slice(0, n), category: events.category.slice(0, n), month: events.month.slice(0, n) },
    counts,
    excluded: reasons.filter(({ count }) => count > 0),
    snapPoints,
  }
}
