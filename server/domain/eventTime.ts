/**
 * From the times of a row to the time of an event. The rules, and why:
 *
 * | what the row says                         | becomes                          | flags, issue                          | because |
 * |-------------------------------------------|----------------------------------|---------------------------------------|---------|
 * | a minute                                  | that minute, `exact`             | heaped on a whole or half hour        | people round; the share of round times is a figure of quality |
 * | a whole hour, where only hours are told   | that hour, `hour`                |                                       | not rounding but precision |
 * | 00:00 where 00:00 means "no time given"   | the whole local day, `date`      | heaped; time-of-day-missing           | midnight is the busiest hour of a false map |
 * | a date                                    | the whole local day, `date`      | time-of-day-missing                   | as above; no operational day, it may belong to two |
 * | a month                                   | the whole local month            |                                       | |
 * | an hour that spring leaves out            | an hour later                    | nonexistent, estimated; time-nonexistent | the watch had not been put forward |
 * | an hour that autumn repeats               | a range over both                | ambiguous; time-ambiguous             | unless an offset, the arrival or the present leaves only one |
 * | the minute of arrival                     | that minute                      | default, estimated; time-default      | the desk filled the field in |
 * | later than arrival                        | the six hours before arrival     | estimated; time-after-arrival         | most come within hours (A&E); the true time is lost |
 * | two times                                 | from one up to the other, `range`|                                       | an operational day only if all of it lies in one |
 * | 00:00 to 23:59 of a day, or a day twice   | the whole local day, `date`      | time-of-day-missing                   | how forms say "that day" |
 * | later than now; ends before it begins     | refused: future-time, range-backwards |                                  | no guess is better than another |
 */
import type { IssueKind, TimeFlag, TimeKind } from '../contract/vocabulary.ts'
import type { EventTime } from './case.ts'
import type { ReadTime } from './eventTimeFormats.ts'
import { dayStart, isoInstant, localToInstants, londonDay, londonParts, operationalDay } from './londonTime.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const BEFORE_ARRIVAL = 6 * HOUR

type Maybe = ReadTime | null | undefined

/** What a row may say. `at` beats `from`/`to`, which beat `date` + `time`, which beat `month`. */
export type TimesOfRow = { at?: Maybe; date?: Maybe; time?: Maybe; from?: Maybe; to?: Maybe; month?: Maybe }

export type TimeContext = {
  /** arrival at hospital: the event was not later */
  arrival?: number | null
  /** when the file was received */
  now: number
  /** the feed writes 00:00 when it knows the date alone */
  midnightIsDateOnly?: boolean
  /** the feed tells whole hours only */
  wholeHours?: boolean
}

export type TimeOutcome = { time: EventTime; issues: IssueKind[] } | { fault: IssueKind }

export function eventTimeOf(row: TimesOfRow, context: TimeContext): TimeOutcome {
  if (row.at) return single(row.at, context)
  if (row.from && row.to) return range(row.from, row.to, context)
  if (row.from) return single(row.from, context)
  if (row.to) return single(row.to, context, ['estimated'])
  if (row.date) return single(row.time ? joinDateTime(row.date, row.time) : row.date, context)
  if (row.month) return single(row.month, context)
  return { fault: 'bad-time' }
}

/** A date and a time of day out of two columns. */
export const joinDateTime = (date: ReadTime, time: ReadTime): ReadTime => ({
  ...time,
  kind: date.kind === 'month' || date.kind === 'time' ? 'time' : 'exact', // a time without a day stays a time, and is refused as such
  y: date.y,
  m: date.m,
  d: date.d,
})

/**
 * The instant of a written time of arrival, call or report; null for what is no moment. In the hour that happens twice it is the
 * later one: arrival is an upper bound, and must not shut out what may have happened.
 */
export function instantOf(read: Maybe): number | null {
  if (!read || (read.kind !== 'exact' && read.kind !== 'hour')) return null
  return instantsOf(read).at(-1) ?? asWinterTime(read)
}

function instantsOf(read: ReadTime): number[] {
  if (read.offset === undefined) return localToInstants(read.y, read.m, read.d, read.h, read.mi, read.s)
  return [asWinterTime(read) - read.offset * MINUTE]
}

/** The wall clock read as GMT: for an hour that spring leaves out, this is the same minutes an hour later by the new clock. */
const asWinterTime = ({ y, m, d, h, mi, s }: ReadTime): number => Date.UTC(y, m - 1, d, h, mi, s)

const minuteOf = (instant: number): number => Math.floor(instant / MINUTE) * MINUTE

function single(read: ReadTime, context: TimeContext, flags: TimeFlag[] = []): TimeOutcome {
  if (read.kind === 'time') return { fault: 'bad-time' }
  if (read.kind === 'month') return wholeMonth(read, context)
  if (read.kind === 'date') return wholeDay(read, context, flags)
  if (context.midnightIsDateOnly && read.h === 0 && read.mi === 0 && read.s === 0) return wholeDay(read, context, [...flags, 'heaped'])
  const hourly = read.kind === 'hour' || (context.wholeHours === true && read.mi === 0 && read.s === 0)
  return moment(read, hourly ? 'hour' : 'exact', context, flags)
}

function moment(read: ReadTime, kind: 'exact' | 'hour', context: TimeContext, flags: TimeFlag[]): TimeOutcome {
  const unit = kind === 'hour' ? HOUR : MINUTE
  const arrival = context.arrival ?? null
  const all = instantsOf(read).map(minuteOf)
  const issues: IssueKind[] = []
  if (kind === 'exact' && read.mi % 30 === 0 && read.s === 0) flags = [...flags, 'heaped']
  if (all.length === 0) {
    all.push(minuteOf(asWinterTime(read)))
    flags = [...flags, 'nonexistent', 'estimated']
    issues.push('time-nonexistent')
  }

  if (all[0]! > context.now) return { fault: 'future-time' }
  if (arrival !== null && kind === 'exact' && all.includes(minuteOf(arrival))) {
    const at = minuteOf(arrival)
    return told(at, at + MINUTE, kind, [...flags, 'default', 'estimated'], [...issues, 'time-default'])
  }
  if (arrival !== null && all[0]! > arrival) return beforeArrival(arrival, flags, issues)

  const upTo = Math.min(arrival ?? Infinity, context.now)
  const possible = all.filter((instant) => instant <= upTo)
  const [first, second] = possible as [number, number?]
  if (second === undefined) return told(first, first + unit, kind, flags, issues)
  return told(first, second + unit, 'range', [...flags, 'ambiguous'], [...issues, 'time-ambiguous'])
}

const beforeArrival = (arrival: number, flags: TimeFlag[], issues: IssueKind[]): TimeOutcome =>
  told(arrival - BEFORE_ARRIVAL, arrival, 'range', [...flags, 'estimated'], [...issues, 'time-after-arrival'])

function wholeDay(read: ReadTime, context: TimeContext, flags: TimeFlag[]): TimeOutcome {
  const from = dayStart(read.y, read.m, read.d)
  if (from > context.now) return { fault: 'future-time' }
  if (context.arrival != null && from > context.arrival) return beforeArrival(context.arrival, flags, [])
  return told(from, dayStart(read.y, read.m, read.d + 1), 'date', flags, ['time-of-day-missing'])
}

function wholeMonth(read: ReadTime, context: TimeContext): TimeOutcome {
  const from = dayStart(read.y, read.m, 1)
  if (from > context.now) return { fault: 'future-time' }
  return told(from, dayStart(read.y, read.m + 1, 1), 'month', [], [])
}

/** Where an end of a range lies: as early as the words allow for the beginning, as late as they allow for the end. */
function endOf(read: ReadTime, which: 'from' | 'to'): { at: number; flags: TimeFlag[]; issues: IssueKind[] } {
  if (read.kind === 'date') return { at: dayStart(read.y, read.m, which === 'from' ? read.d : read.d + 1), flags: [], issues: [] }
  const instants = instantsOf(read)
  if (instants.length === 0) {
    // A range that begins in the hour left out begins when it was left out, so that an end soon after does not fall before it.
    const later = asWinterTime(read)
    return { at: which === 'from' ? later - (later % HOUR) : later, flags: ['nonexistent', 'estimated'], issues: ['time-nonexistent'] }
  }
  const at = which === 'from' ? instants[0]! : instants.at(-1)! + (read.kind === 'hour' ? HOUR : 0)
  return instants.length === 2 ? { at, flags: ['ambiguous'], issues: ['time-ambiguous'] } : { at, flags: [], issues: [] }
}

const sameDay = (a: ReadTime, b: ReadTime): boolean => a.y === b.y && a.m === b.m && a.d === b.d
const written = (read: ReadTime): string => [read.y, read.m, read.d, read.h, read.mi, read.offset].join()

function range(a: ReadTime, b: ReadTime, context: TimeContext): TimeOutcome {
  if (![a, b].every(({ kind }) => kind === 'exact' || kind === 'hour' || kind === 'date')) return { fault: 'bad-time' }
  const allDay = a.kind !== 'hour' && a.h === 0 && a.mi === 0 && (b.kind === 'date' || (b.h === 23 && b.mi === 59))
  if (sameDay(a, b) && allDay && a.offset === undefined) return wholeDay(a, context, [])
  if (a.kind === b.kind && written(a) === written(b)) return single(a, context)

  const [from, to] = [endOf(a, 'from'), endOf(b, 'to')]
  if (from.at > to.at) return { fault: 'range-backwards' }
  if (from.at > context.now || (b.kind === 'exact' && to.at > context.now)) return { fault: 'future-time' }
  const flags = [...new Set([...from.flags, ...to.flags])]
  const issues = [...new Set([...from.issues, ...to.issues])]
  if (context.arrival != null && from.at > context.arrival) return beforeArrival(context.arrival, flags, issues)
  return told(from.at, Math.max(to.at, from.at + MINUTE), 'range', flags, issues)
}

/** Whole minutes at least; the operational day is told when the time of day is known and all of the time lies in one. */
function told(from: number, to: number, kind: TimeKind, flags: TimeFlag[], issues: IssueKind[]): TimeOutcome {
  const day = kind === 'date' || kind === 'month' ? null : operationalDay(from)
  const operational = day !== null && operationalDay(to - 1) === day ? day : null
  return { time: { from: isoInstant(from), to: isoInstant(to), kind, flags: [...new Set(flags)], operationalDay: operational }, issues }
}

/** Local hour 0–23 of a time that is known to the hour, and null of any other: for counts by hour of the day without weights. */
export function hourOf(time: EventTime): number | null {
  return time.kind === 'exact' || time.kind === 'hour' ? londonParts(Date.parse(time.from)).hour : null
}

/** The local calendar day a `date` names, or any other time begins on. */
export const calendarDay = (time: EventTime): string => londonDay(Date.parse(time.from))
