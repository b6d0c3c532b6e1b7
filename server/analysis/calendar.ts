// Days as the columns keep them: whole numbers from 1900-01-01, a Monday, so that two bytes reach to 2079 and the hour of the week is a
// remainder. What lies outside is kept at the nearest end.
import { londonOffset, summerOf } from '../domain/londonTime.ts'

export const DAYS = 65_536
const DAY_S = 86_400
const DAY_MS = 86_400_000
/** 1900-01-01 in days since 1970. */
export const FIRST_DAY = -25_567
const HOUR_S = 3_600

const dayOfDate = (year: number, month: number, day: number): number => Math.round(Date.UTC(year, month, day) / DAY_MS) - FIRST_DAY

/** Day of a date `YYYY-MM-DD`; not kept within two bytes. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS - FIRST_DAY

/** Local hours since the beginning of 1900 of an instant (seconds since 1970). The hour that happens twice has one number. */
export const wallHour = (seconds: number): number => Math.floor((seconds + londonOffset(seconds * 1000) / 1000) / HOUR_S) - FIRST_DAY * 24

/** Instant (seconds since 1970) at which a local day begins. */
export const dayStart = (day: number): number => {
  const asGmt = (day + FIRST_DAY) * DAY_S
  return londonOffset((asGmt - HOUR_S) * 1000) > 0 ? asGmt - HOUR_S : asGmt
}

export const clampDay = (day: number): number => Math.min(DAYS - 1, Math.max(0, day))

export type Calendar = {
  /** months since year 0 */
  month: Uint16Array
  /** last day of the month */
  monthLast: Uint16Array
  /** number of changes of the clock up to and with the day: equal numbers, no change between */
  changes: Uint16Array
}

const build = (): Calendar => {
  const [month, monthLast, changes] = [new Uint16Array(DAYS), new Uint16Array(DAYS), new Uint16Array(DAYS)]
  for (let year = 1900, m = 0; dayOfDate(year, m, 1) < DAYS; m === 11 ? (year++, (m = 0)) : m++) {
    const [from, to] = [dayOfDate(year, m, 1), dayOfDate(year, m + 1, 1)]
    month.fill(year * 12 + m, from, to)
    monthLast.fill(Math.min(DAYS, to) - 1, from, to)
    if (m > 0) continue
    for (const instant of Object.values(summerOf(year))) if (Number.isFinite(instant)) changes[clampDay(Math.floor(instant / DAY_MS) - FIRST_DAY)] = 1
  }
  for (let day = 1; day < DAYS; day++) changes[day] = (changes[day] ?? 0) + (changes[day - 1] ?? 0)
  return { month, monthLast, changes }
}

let built: Calendar | undefined
export const calendar = (): Calendar => (built ??= build())
