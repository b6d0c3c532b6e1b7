/**
 * Hours of the week as a mask of 168: Monday 00:00 of the local clock is 0, Sunday 23:00 is 167. People ask for operational days
 * (06:00–05:59), so hours 0–5 of the clock belong to the day before: "Saturday 22 to 4" ends early on Sunday.
 */
import { DAY_PARTS } from '../contract/vocabulary.ts'
import type { DayPart } from '../contract/vocabulary.ts'
import { WEEKDAYS } from '../contract/query.ts'
import type { WeekHours } from '../contract/query.ts'

export const WEEK_HOURS = 168
/** Clock hour at which the operational day begins. */
export const DAY_BEGINS = 6

/** Hours 0–23 of the local clock to the parts of DAY_PARTS: morning from 6, afternoon from 12, evening from 18, night from 22. */
const partOfHour = (hour: number): DayPart => DAY_PARTS[hour < 6 || hour >= 22 ? 3 : hour < 12 ? 0 : hour < 18 ? 1 : 2] ?? 'night'

/** Where hour `op` (0 = 06:00) of an operational day lies in the calendar's week. */
const weekHourOf = (day: number, op: number): number => (day * 24 + op + DAY_BEGINS) % WEEK_HOURS

type Asked = { days?: WeekHours['days'] | undefined; from?: number | undefined; to?: number | undefined }

/** 1 for every hour of the week that is asked for. */
export const weekMask = (asked: readonly Asked[] | undefined, dayParts: readonly DayPart[] = DAY_PARTS): Uint8Array => {
  const mask = new Uint8Array(WEEK_HOURS)
  for (const { days = WEEKDAYS, from = DAY_BEGINS, to = DAY_BEGINS } of asked ?? [{}]) {
    const hours = ((to - from + 47) % 24) + 1 // from = to: 24
    for (const day of days) for (let i = 0; i < hours; i++) mask[weekHourOf(WEEKDAYS.indexOf(day), (from + i + 24 - DAY_BEGINS) % 24)] = 1
  }
  for (let hour = 0; hour < WEEK_HOURS; hour++) if (!dayParts.includes(partOfHour(hour % 24))) mask[hour] = 0
  return mask
}

/** The mask in as few words as it takes, always the same ones. */
export const weekHoursOf = (mask: Uint8Array): WeekHours[] => {
  const said = new Map<string, WeekHours>()
  for (const [day, name] of WEEKDAYS.entries()) {
    for (let op = 0; op < 24; op++) {
      if (!mask[weekHourOf(day, op)]) continue
      const first = op
      while (op < 23 && mask[weekHourOf(day, op + 1)]) op++
      const [from, to] = [(first + DAY_BEGINS) % 24, (op + 1 + DAY_BEGINS) % 24]
      const key = `${from}/${to}`
      const known = said.get(key)
      if (known) known.days.push(name)
      else said.set(key, { days: [name], from, to })
    }
  }
  return [...said.values()]
}

export const dayPartsOf = (mask: Uint8Array): DayPart[] => DAY_PARTS.filter((part) => mask.some((is, hour) => is === 1 && partOfHour(hour % 24) === part))

export const isWholeWeek = (mask: Uint8Array): boolean => mask.every((is) => is === 1)

/** Whether a complete query asks for every hour of the week. */
export const asksWholeWeek = (query: { weekHours: readonly WeekHours[] }): boolean => isWholeWeek(weekMask(query.weekHours))
