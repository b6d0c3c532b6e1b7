/**
 * In which hour did it happen, when only a range is known? Aoristic weights: each hour takes the share of the range that lies in
 * it, so that an event counts once in all (Ratcliffe 2000, "Aoristic analysis", IJGIS 14:669).
 * Assumes that any moment of the range is as likely as another. A date or a month says nothing of the hour and gives none:
 * spreading it evenly would invent daytime violence. Neither does a range longer than a week.
 */
import type { EventTime } from './case.ts'
import { londonDay, londonParts } from './londonTime.ts'

const HOUR = 3_600_000
/** Seven local days may have an hour more than 168. */
const LONGEST = 169 * HOUR

/** `day` is the local calendar day, `hour` 0–23 of the wall clock. An hour that happens twice is one entry. */
export type HourWeight = { day: string; hour: number; weight: number }

/** Weights sum to 1, in order of time; [] when the hour is not known. */
export function aoristicHours(time: EventTime): HourWeight[] {
  if (time.kind === 'date' || time.kind === 'month') return []
  const [from, to] = [Date.parse(time.from), Date.parse(time.to)]
  const length = to - from
  if (!(length > 0) || length > LONGEST) return []
  const hours: HourWeight[] = []
  // London is whole hours from UTC, so its hours begin when UTC's do.
  for (let start = Math.floor(from / HOUR) * HOUR; start < to; start += HOUR) {
    const weight = (Math.min(to, start + HOUR) - Math.max(from, start)) / length
    const [day, { hour }] = [londonDay(start), londonParts(start)]
    const last = hours.at(-1)
    if (last && last.hour === hour && last.day === day) last.weight += weight
    else hours.push({ day, hour, weight })
  }
  return hours
}
