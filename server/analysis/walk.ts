import type { Filter } from '../contract/query.ts'
import { isWholeWeek, weekMask } from '../domain/weekHours.ts'
import { calendar, dayNumber } from './calendar.ts'
import { ageBandOfDetail, DATE, endOf, firstSpan, HOURS, methodOfManner, MONTH, placeTypeOfManner, sourceBits, SPAN, startOf, UNKNOWN_CATEGORY } from './columns.ts'
import type { Columns } from './columns.ts'
import { CATEGORIES } from '../contract/vocabulary.ts'
import { createWindow, LONGEST_AORISTIC, measured, measureSpan, spanLength, spanOffset } from './span.ts'
import type { Window } from './span.ts'

/** What of the value of a column passes: 0 not, 1 yes, 2 nothing is said (and that is not asked for). */
export type Passes = { category: Uint8Array; manner: Uint8Array; detail: Uint8Array }

/** A filter, ready to be laid on columns. */
export type Plan = {
  wanted: number
  wholeWeek: boolean
  fractional: boolean
  operational: boolean
  window: Window
  /** the same period by calendar days: for what has no time of day */
  calendarWindow: Window
  passes: Passes
}

const table = (passes: (value: number) => number): Uint8Array => Uint8Array.from({ length: 256 }, (_, value) => passes(value))
const saidOr = (chosen: readonly string[], word: string): number => (chosen.includes(word) ? 1 : word === 'unknown' ? 2 : 0)

export const planOf = (filter: Filter): Plan => {
  const mask = weekMask(filter.weekHours)
  const [from, to] = [dayNumber(filter.period.from), dayNumber(filter.period.to)]
  return {
    wanted: sourceBits(filter.sources),
    wholeWeek: isWholeWeek(mask),
    fractional: filter.weighting === 'fractional',
    operational: filter.operationalDays,
    window: createWindow(from, to, filter.operationalDays ? 6 * 3600 : 0, mask),
    calendarWindow: createWindow(from, to, 0, mask),
    passes: {
      category: table((value) => Number(value !== UNKNOWN_CATEGORY && filter.categories.some((category) => CATEGORIES[value] === category))),
      manner: table((value) => {
        const [method, placeType] = [saidOr(filter.methods, methodOfManner(value)), saidOr(filter.placeTypes, placeTypeOfManner(value))]
        return method * placeType === 0 ? 0 : Math.max(method, placeType)
      }),
      detail: table((value) => saidOr(filter.ageBands, ageBandOfDetail(value))),
    },
  }
}

/** Hears which rows a filter reaches, by bucket. Rows [from, to); what they are (category, method …) is for the visitor to test. */
export type Visitor = {
  /** what follows is of this set of sources */
  enter?: (bits: number) => void
  /** in the period and the hours asked for; `kind` of their bucket, JOINED when they are of several hours. Of a span, `measured` is told */
  take: (from: number, to: number, kind: number) => void
  /** may lie in the period or beyond it */
  cut: (from: number, to: number) => void
  /** may lie in the hours asked for or in others */
  untimed: (from: number, to: number) => void
  /** one row by shares: asked for, beyond the period, in other hours; 1 together */
  part: (row: number, asked: number, cut: number, other: number) => void
  /** instead of all that is told of spans: how many there may be */
  spans?: (most: number) => void
}

/** Hours that follow each other, told in one piece. */
export const JOINED = 255

/** First row of [from, to) whose day is `day` or later. */
const since = (days: Uint16Array, from: number, to: number, day: number): number => {
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((days[middle] ?? 0) < day) from = middle + 1
    else to = middle
  }
  return from
}

/** `joined`: neighbouring hours that are taken whole are told in one piece. */
export const walk = (c: Columns, plan: Plan, visitor: Visitor, joined: boolean): void => {
  const { window: { from, to } } = plan
  // An operational day reaches into the next calendar day, and a range before the period may reach into it.
  if (c.n === 0 || c.lastDay < from || c.firstDay > to || (c.firstDay === to && !plan.operational)) return
  const inside = c.firstDay >= from + Number(plan.operational) && c.lastDay < to
  for (const [set, bits] of c.sets.entries()) {
    if ((bits & plan.wanted) === 0) continue
    visitor.enter?.(bits)
    if (inside && joined) wholeHours(c, set, plan, visitor)
    else someHours(c, set, plan, visitor, inside)
    dates(c, set, plan, visitor)
    months(c, set, plan, visitor)
    spans(c, set, plan, visitor)
  }
}

/** All days of the columns lie in the period: hours that follow each other are one stretch of rows. */
const wholeHours = (c: Columns, set: number, { window: { mask } }: Plan, visitor: Visitor): void => {
  for (let hour = 0; hour < HOURS; hour++) {
    if (!mask[hour]) continue
    const first = hour
    while (hour + 1 < HOURS && mask[hour + 1]) hour++
    const [a, b] = [startOf(c, set, first), endOf(c, set, hour)]
    if (a < b) visitor.take(a, b, JOINED)
  }
}

const someHours = (c: Columns, set: number, { window: { from, to, mask }, operational }: Plan, visitor: Visitor, inside: boolean): void => {
  for (let hour = 0; hour < HOURS; hour++) {
    if (!mask[hour]) continue
    let [a, b] = [startOf(c, set, hour), endOf(c, set, hour)]
    if (a === b) continue
    if (!inside) {
      const late = Number(operational && hour % 24 < 6)
      b = since(c.day, a, b, to + late)
      a = since(c.day, a, b, from + late)
    }
    if (a < b) visitor.take(a, b, hour)
  }
}

const dates = (c: Columns, set: number, { window: { from, to }, wholeWeek }: Plan, visitor: Visitor): void => {
  const end = since(c.day, startOf(c, set, DATE), endOf(c, set, DATE), to)
  const start = since(c.day, startOf(c, set, DATE), end, from)
  if (start < end) (wholeWeek ? visitor.take : visitor.untimed)(start, end, DATE)
}

const months = (c: Columns, set: number, { window: { from, to }, wholeWeek }: Plan, visitor: Visitor): void => {
  let [a, b] = [startOf(c, set, MONTH), endOf(c, set, MONTH)]
  if (a === b) return
  const { monthLast } = calendar()
  b = since(c.day, a, b, to)
  // A month begins on the 31st day before its last one or later: only the month that `from` lies in can be cut by it.
  a = since(c.day, a, b, from - 30)
  while (a < b && (monthLast[c.day[a] ?? 0] ?? 0) < from) a = since(c.day, a, b, (c.day[a] ?? 0) + 1)
  const whole = since(c.day, a, b, from)
  if (a < whole) visitor.cut(a, whole)
  let last = b
  while (last > whole && (monthLast[c.day[last - 1] ?? 0] ?? 0) >= to) last = since(c.day, whole, last, c.day[last - 1] ?? 0)
  if (whole < last) (wholeWeek ? visitor.take : visitor.untimed)(whole, last, MONTH)
  if (last < b) visitor.cut(last, b)
}

const spans = (c: Columns, set: number, { window, calendarWindow, wholeWeek, fractional }: Plan, visitor: Visitor): void => {
  const zero = firstSpan(c)
  const start = startOf(c, set, SPAN)
  const end = since(c.day, start, endOf(c, set, SPAN), window.to + 1)
  if (visitor.spans) return visitor.spans(end - start)
  for (let i = start; i < end; i++) {
    const packed = c.spans[i - zero] ?? 0
    const length = spanLength(packed, c.longSpans)
    const hourKnown = length > 0
    measureSpan(hourKnown ? window : calendarWindow, c.day[i] ?? 0, spanOffset(packed, c.longSpans), Math.abs(length))
    const { asked, period, hours, total } = measured
    if (period === 0) continue
    if (fractional && hourKnown && length <= LONGEST_AORISTIC) {
      if (asked === total) visitor.take(i, i + 1, SPAN)
      else if (asked > 0) visitor.part(i, asked / total, (total - period) / total, (period - asked) / total)
    } else if (period < total) visitor.cut(i, i + 1)
    else if (wholeWeek || (hourKnown && hours === total)) visitor.take(i, i + 1, SPAN)
    else if (!hourKnown || hours > 0) visitor.untimed(i, i + 1)
  }
}
