/**
 * Times that reach over several hours: which share of one lies in the hours and days asked for? Aoristic, as domain/aoristic.ts: any
 * moment is as likely as another. On the clock's own axis (local seconds from 1900) hours of the week are a remainder, so a share is
 * the difference of two running sums; only a night on which the clocks change is walked hour by hour.
 */
import { londonOffset } from '../domain/londonTime.ts'
import { calendar, clampDay, dayStart, FIRST_DAY } from './calendar.ts'

const DAY = 86_400
const HOUR = 3_600
const WEEK = 604_800
/** A range longer than a week says nothing of the hour; seven local days may have an hour more than 168. See domain/aoristic.ts. */
export const LONGEST_AORISTIC = 169 * HOUR

const LONG = 0x8000_0000
const MINUTES = 20

/** The way a span is kept: minutes after midnight and minutes it lasts in one number, or the place of both in seconds in `long`. */
export const packSpan = (offset: number, length: number, hoursKnown: boolean, long: number[]): number => {
  if (hoursKnown && offset % 60 === 0 && length % 60 === 0 && offset >= 0 && offset < 2 ** 11 * 60 && length < 2 ** MINUTES * 60) return (offset / 60) * 2 ** MINUTES + length / 60
  long.push(offset, hoursKnown ? length : -length)
  return LONG + long.length / 2 - 1
}

/** Seconds after the beginning of its first local day, and seconds it lasts: negative when it says nothing of the hour. */
export const spanOffset = (packed: number, long: Float64Array): number => (packed >= LONG ? (long[2 * (packed - LONG)] ?? 0) : (packed >>> MINUTES) * 60)
export const spanLength = (packed: number, long: Float64Array): number => (packed >= LONG ? (long[2 * (packed - LONG) + 1] ?? 0) : (packed & (2 ** MINUTES - 1)) * 60)

/** Hours and days asked for, ready to be measured against. Days from 1900; `shift`: seconds after midnight at which a day begins. */
export type Window = { from: number; to: number; shift: number; mask: Uint8Array; before: Float64Array }

export const createWindow = (from: number, to: number, shift: number, mask: Uint8Array): Window => {
  const before = new Float64Array(mask.length + 1)
  for (let hour = 0; hour < mask.length; hour++) before[hour + 1] = (before[hour] ?? 0) + (mask[hour] ?? 0)
  return { from, to, shift, mask, before }
}

/** Seconds asked for from the beginning of 1900 up to local second t. */
const askedUpTo = ({ mask, before }: Window, t: number): number => {
  const weeks = Math.floor(t / WEEK)
  const rest = t - weeks * WEEK
  const hour = Math.floor(rest / HOUR)
  return (weeks * (before[mask.length] ?? 0) + (before[hour] ?? 0)) * HOUR + (mask[hour] ?? 0) * (rest - hour * HOUR)
}

/** Seconds of a span: in the period and the hours; in the period; in the hours, whatever the period; all. Its ends on the clock's axis. */
export const measured = { asked: 0, period: 0, hours: 0, total: 0, begin: 0, end: 0 }

/** Local seconds from 1900 of an instant (seconds since 1970). */
const localSecond = (instant: number): number => instant + londonOffset(instant * 1000) / 1000 - FIRST_DAY * DAY

/** Measures a span into `measured`. */
export const measureSpan = (window: Window, day: number, offset: number, length: number): void => {
  const [from, to] = [window.from * DAY + window.shift, window.to * DAY + window.shift]
  const { changes } = calendar()
  let begin = day * DAY + offset
  let end = begin + length
  // An hour to spare: after a change the clock's midnight lies an hour beside.
  if (changes[clampDay(day - 1)] !== changes[clampDay(Math.floor((end + HOUR) / DAY))]) {
    const instant = dayStart(day) + offset
    if (length <= LONGEST_AORISTIC) return walkHours(window, from, to, instant, length)
    begin = localSecond(instant)
    end = localSecond(instant + length - 1) + 1
  }
  const [a, b] = [Math.max(begin, from), Math.min(end, to)]
  measured.period = Math.max(0, b - a)
  measured.asked = b > a ? askedUpTo(window, b) - askedUpTo(window, a) : 0
  measured.hours = askedUpTo(window, end) - askedUpTo(window, begin)
  measured.total = end - begin
  measured.begin = begin
  measured.end = end
}

const walkHours = ({ mask }: Window, from: number, to: number, instant: number, length: number): void => {
  let [asked, period, hours] = [0, 0, 0]
  const end = instant + length
  for (let start = Math.floor(instant / HOUR) * HOUR; start < end; start += HOUR) {
    const seconds = Math.min(end, start + HOUR) - Math.max(instant, start)
    const local = localSecond(start)
    const wanted = mask[Math.floor((local % WEEK) / HOUR)] ?? 0
    if (local >= from && local < to) {
      period += seconds
      asked += wanted * seconds
    }
    hours += wanted * seconds
  }
  Object.assign(measured, { asked, period, hours, total: length, begin: localSecond(instant), end: localSecond(end - 1) + 1 })
}
