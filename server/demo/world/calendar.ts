import { dateOf, dayOf, weekdayOf } from '../clock.ts'
import type { CountyOptions } from '../options.ts'
import { createRandom } from '../random.ts'
import { SETTINGS, WORLD_SETTINGS, type WorldSetting } from './settings.ts'

export type Surge = { day: string; why: 'bank holiday' | 'football' | 'hot night'; strength: number }

/** Days on which more happens, for whoever is looking: nights before bank holidays, matches, hot spells. */
export function surgesOf({ seed, surges }: CountyOptions, first: number, end: number): Map<number, Surge> {
  const found = new Map<number, Surge>()
  if (surges <= 0) return found
  const add = (day: number, why: Surge['why'], strength: number) => {
    if (day >= first - 1 && day < end && (found.get(day)?.strength ?? 0) < strength) found.set(day, { day: dateOf(day), why, strength: strength * surges })
  }
  const lastYear = Number(dateOf(end).slice(0, 4))
  for (let year = Number(dateOf(first - 1).slice(0, 4)); year <= lastYear; year++) {
    // A draw of its own for each year: a longer world has the same days as a shorter one.
    const random = createRandom(seed * 7_919 + year)
    for (const [month, day, strength] of [[12, 31, 1.2], [12, 24, 0.8], [12, 26, 0.6]] as const) add(dayOf(`${year}-${month}-${day}`), 'bank holiday', strength)
    for (const sunday of [easter(year), mondayOnOrAfter(dayOf(`${year}-05-01`)) - 1, mondayOnOrAfter(dayOf(`${year}-05-25`)) - 1, mondayOnOrAfter(dayOf(`${year}-08-25`)) - 1]) add(sunday, 'bank holiday', 0.9)
    for (let i = 0; i < 9; i++) add(dayOf(`${year}-01-01`) + Math.floor(random.next() * 365), 'football', 0.5 + 0.5 * random.next())
    for (let spell = 0; spell < 3; spell++) {
      const start = dayOf(`${year}-06-05`) + Math.floor(random.next() * 85)
      for (let i = 0; i < 2 + Math.floor(random.next() * 4); i++) add(start + i, 'hot night', 0.5)
    }
  }
  return found
}

const mondayOnOrAfter = (day: number): number => day + ((7 - weekdayOf(day)) % 7)

/** Easter Sunday (Anonymous Gregorian algorithm, Meeus 1991). */
function easter(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dayOf(`${year}-${String(Math.floor(n / 31)).padStart(2, '0')}-${String((n % 31) + 1).padStart(2, '0')}`)
}

/** How many incidents of a setting an operational day draws, against an average day. */
export function dayFactor(setting: WorldSetting, day: number, surges: Map<number, Surge>): number {
  const { weekday, season, surge } = SETTINGS[setting]
  return weekday[weekdayOf(day)]! * season[Number(dateOf(day).slice(5, 7)) - 1]! * (1 + surge * (surges.get(day)?.strength ?? 0))
}

/** Shares of a day's background by setting, not summed to 1. A null world knows streets and homes only. */
export const backgroundWeights = (day: number, surges: Map<number, Surge>, nullWorld: boolean): number[] =>
  WORLD_SETTINGS.map((setting) => (nullWorld && setting !== 'home' && setting !== 'street' ? 0 : SETTINGS[setting].share * dayFactor(setting, day, surges)))
