/**
 * Europe/London by arithmetic alone, so that no process time zone and no time-zone table changes a byte. Instants are whole minutes since
 * 1970-01-01 00:00 UTC; local times are minutes of the wall clock written as if they were UTC; days are days since 1970-01-01.
 */
export const DAY = 1_440

export const dayOf = (isoDate: string): number => Date.UTC(Number(isoDate.slice(0, 4)), Number(isoDate.slice(5, 7)) - 1, Number(isoDate.slice(8, 10))) / 86_400_000

const dates = new Map<number, string>()
/** `YYYY-MM-DD` of a day. */
export function dateOf(day: number): string {
  let text = dates.get(day)
  if (text === undefined) {
    if (dates.size > 20_000) dates.clear()
    text = new Date(day * 86_400_000).toISOString().slice(0, 10)
    dates.set(day, text)
  }
  return text
}

/** 0 Monday … 6 Sunday. */
export const weekdayOf = (day: number): number => (day + 3) % 7

const lastSunday = (year: number, month: number): number => {
  const last = Date.UTC(year, month, 0) / 86_400_000
  return last - ((weekdayOf(last) + 1) % 7)
}

const changes = new Map<number, [number, number]>()
/** The instants at which summer time begins and ends in a year: 01:00 UTC on the last Sundays of March and October. */
function changesOf(year: number): [number, number] {
  let pair = changes.get(year)
  if (!pair) changes.set(year, (pair = [lastSunday(year, 3) * DAY + 60, lastSunday(year, 10) * DAY + 60]))
  return pair
}

/** The days on which clocks change in a year: forward, back. */
export const clockChangeDays = (year: number): [number, number] => [lastSunday(year, 3), lastSunday(year, 10)]

export function isSummer(instant: number): boolean {
  const [from, to] = changesOf(Number(dateOf(Math.floor(instant / DAY)).slice(0, 4)))
  return instant >= from && instant < to
}

export const localOf = (instant: number): number => (isSummer(instant) ? instant + 60 : instant)

/** The instant of a wall-clock time. One that happens twice is the first or the second; one that is left out is taken an hour later. */
export function instantOf(local: number, second = false): number {
  const [summer, winter] = [local - 60, local]
  if (isSummer(summer)) return second && !isSummer(winter) ? winter : summer
  return winter
}

const two = (n: number) => (n < 10 ? `0${n}` : String(n))

export const isoDate = (local: number): string => dateOf(Math.floor(local / DAY))
export const ukDate = (local: number): string => {
  const date = isoDate(local)
  return `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`
}
/** `HH:mm` */
export const clock = (local: number): string => {
  const minutes = ((local % DAY) + DAY) % DAY
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
/** `2024-01-05T22:15:00Z` */
export const utcText = (instant: number): string => `${isoDate(instant)}T${clock(instant)}:00Z`
