import type { Method, PlaceType } from '../../contract/vocabulary.ts'
import { DAY, clockChangeDays, dateOf, isSummer, localOf } from '../clock.ts'
import type { Random } from '../random.ts'
import type { Incident } from '../world/incident.ts'
import type { Timing } from './habits.ts'

/** XH102 sets its clock by hand in the morning after a change: until 09:00 it writes times that were not, or not any more. */
const SLOW_CLOCK = 'XH102'
const SET_AT = 9 * 60

/** What the wall clock of a site shows. */
export function wallClock(site: string, instant: number): number {
  const local = localOf(instant)
  if (site !== SLOW_CLOCK || local % DAY >= SET_AT) return local
  const day = Math.floor(local / DAY)
  const [forward, back] = clockChangeDays(Number(dateOf(day).slice(0, 4)))
  if (day === forward && isSummer(instant)) return instant
  if (day === back && !isSummer(instant)) return instant + 60
  return local
}

export type AssaultTime = { local: number; dateOnly: boolean }

/** When it happened, as somebody asked hours later writes it down. */
export function assaultTime(incident: Incident, site: string, arrival: number, timing: Timing, random: Random): AssaultTime {
  const truth = wallClock(site, incident.at)
  const [mark, about, slip] = [random.next(), random.normal(), random.next()]
  const written = wallClock(site, arrival)
  if (slip < 0.006) return { local: written + 60 * (1 + Math.floor(slip * 1_500)), dateOnly: false } // a wrong hour: later than the arrival
  let left = mark
  const is = (share: number) => (left -= share) < 0
  const recalled = Math.min(written, truth + Math.round(about * 12))
  if (is(timing.exact)) return { local: truth, dateOnly: false }
  if (is(timing.half)) return { local: Math.min(written, Math.round(recalled / 30) * 30), dateOnly: false }
  if (is(timing.hour)) return { local: Math.min(written, Math.round(recalled / 60) * 60), dateOnly: false }
  if (is(timing.arrival)) return { local: written, dateOnly: false }
  return { local: Math.floor(truth / DAY) * DAY, dateOnly: true }
}

/** The kind of place, from where it truly was. */
export function placeTypeOf(incident: Incident, random: Random): PlaceType {
  switch (incident.setting) {
    case 'home':
      return random.next() < 0.8 ? 'own-home' : 'other-home'
    case 'transport':
      return 'transport'
    case 'school':
      return 'school-or-education'
    case 'park':
      return incident.spot?.entry.kind === 'park' ? 'park-or-open-space' : 'street-or-outdoor'
    case 'care':
      return 'custody-or-care'
    case 'nightlife':
    case 'shop':
    case 'street':
    case 'elsewhere':
      return incident.spot?.entry.placeType ?? 'street-or-outdoor'
  }
}

/** As coded: now and then unknown, or the neighbour in the list. */
export function codedPlaceType(incident: Incident, random: Random): PlaceType | 'unknown' {
  const truth = placeTypeOf(incident, random)
  const mark = random.next()
  if (mark < 0.07) return 'unknown'
  if (mark < 0.1) return 'street-or-outdoor'
  if (mark < 0.11) return 'other'
  return truth
}

const IN_WORDS: Partial<Record<Method, readonly string[]>> = {
  'knife-or-sharp': ['kinfe', 'knife', 'machete', 'blade'], foot: ['boot', 'stamped on'], 'blunt-object': ['hammer', 'baseball bat', 'pole', 'brick'],
  'bottle-or-glass': ['bottle', 'pint glass'], other: ['dragged', 'strangled', 'pushed down stairs', 'spat at', 'hot water'], 'other-body': ['bite', 'elbow', 'knee'],
}

/** As coded, with words where the code says "other". */
export function codedMethod(method: Method, random: Random): { code: Method | 'unknown'; words: string } {
  const words = IN_WORDS[method]
  const mark = random.next()
  if (mark < 0.06) return { code: 'unknown', words: '' }
  if (words && (method === 'other' || mark < 0.11)) return { code: 'other', words: random.pick(words) }
  return { code: method, words: '' }
}
