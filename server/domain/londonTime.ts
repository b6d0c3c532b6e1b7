/**
 * The clock of the United Kingdom, without Intl: a formatter costs microseconds a row, and a feed has millions of rows.
 * Instants are milliseconds since 1970 UTC. Nothing here asks the process for its own time zone.
 *
 * Summer time since 1972, from the Summer Time Act 1972 and its orders, and Directive 2000/84/EC (the same as the tz database's
 * rules GB-Eire and EU): before 1981 the clocks changed at 02:00 GMT, since then at 01:00 GMT.
 * Before 1972 the clock is taken as GMT all year: an hour wrong in summer, and only offences half a century old can meet it.
 */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const [MARCH, OCTOBER] = [2, 9]

/** The first Sunday on or after a day of a month. */
function sundayFrom(year: number, month: number, day: number): number {
  const at = Date.UTC(year, month, day)
  return at + ((7 - new Date(at).getUTCDay()) % 7) * DAY
}

type Summer = { from: number; to: number }

function computeSummer(year: number): Summer {
  if (year < 1972) return { from: Infinity, to: Infinity }
  const [first, hour] = year < 1981 ? [16, 2 * HOUR] : [25, HOUR]
  const last = year < 1990 ? 23 : year < 1996 ? 22 : 25
  return { from: sundayFrom(year, MARCH, first) + hour, to: sundayFrom(year, OCTOBER, last) + hour }
}

const FIRST_KEPT = 1970
const KEPT: Summer[] = Array.from({ length: 180 }, (_, i) => computeSummer(FIRST_KEPT + i))

/** When summer time begins and ends in a year, as instants. */
export const summerOf = (year: number): Summer => KEPT[year - FIRST_KEPT] ?? computeSummer(year)

/** Milliseconds that the clocks in London are ahead of UTC. */
export function londonOffset(instant: number): number {
  const summer = summerOf(new Date(instant).getUTCFullYear())
  return instant >= summer.from && instant < summer.to ? HOUR : 0
}

export type LocalParts = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  /** 1 Monday … 7 Sunday */
  weekday: number
  /** minutes ahead of UTC: 0 or 60 */
  offset: number
}

/** What the clock and calendar on the wall say. */
export function londonParts(instant: number): LocalParts {
  const offset = londonOffset(instant)
  const local = new Date(instant + offset)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    weekday: local.getUTCDay() || 7,
    offset: offset / MINUTE,
  }
}

/**
 * The instants at which the wall clock says this: one as a rule, none in the hour that spring leaves out, two (earlier first) in
 * the hour that autumn repeats. 24:00 is the midnight that ends the day.
 */
export function localToInstants(year: number, month: number, day: number, hour: number, minute: number, second: number): number[] {
  const asGmt = Date.UTC(year, month - 1, day, hour, minute, second)
  const instants: number[] = []
  if (londonOffset(asGmt - HOUR) === HOUR) instants.push(asGmt - HOUR)
  if (londonOffset(asGmt) === 0) instants.push(asGmt)
  return instants
}

/** The instant a local day begins. Clocks have never changed at midnight since 1972, so there is exactly one. */
export const dayStart = (year: number, month: number, day: number): number => localToInstants(year, month, day, 0, 0, 0)[0]!

// A year has few days and a feed many rows.
const dayNames = new Map<number, string>()

/** `YYYY-MM-DD` of a day counted from 1970-01-01. */
function dayName(count: number): string {
  let name = dayNames.get(count)
  if (name === undefined) {
    if (dayNames.size > 100_000) dayNames.clear()
    name = new Date(count * DAY).toISOString().slice(0, 10)
    dayNames.set(count, name)
  }
  return name
}

/** The local calendar day, `YYYY-MM-DD`. */
export const londonDay = (instant: number): string => dayName(Math.floor((instant + londonOffset(instant)) / DAY))

/** The operational day, 06:00–05:59 by the wall clock, `YYYY-MM-DD`: what happens at 02:00 on Sunday belongs to Saturday night. */
export const operationalDay = (instant: number): string => dayName(Math.floor((instant + londonOffset(instant) - 6 * HOUR) / DAY))

/** 1 Monday … 7 Sunday of a day `YYYY-MM-DD`. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** `2025-03-01T22:15:00Z` */
export const isoInstant = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`
