import type { Method, Severity } from '../../contract/vocabulary.ts'
import { SEVERITIES } from '../../contract/vocabulary.ts'

/** Where violence happens in the demo county. `elsewhere`: outside the county, treated in it. */
export const WORLD_SETTINGS = ['nightlife', 'home', 'street', 'shop', 'transport', 'school', 'park', 'care', 'elsewhere'] as const
export type WorldSetting = (typeof WORLD_SETTINGS)[number]
export type Service = 'police' | 'ambulance' | 'ed'

type Table = {
  /** share of all incidents that belong to no hotspot */
  share: number
  /** Monday … Sunday, of operational days; mean 1 */
  weekday: readonly number[]
  /** January … December; mean near 1 */
  season: readonly number[]
  /** hours from 06:00 to 05:59 local: ordinary nights, and those of Friday and Saturday */
  hours: readonly number[]
  weekendHours: readonly number[]
  /** how much a surge day adds at strength 1 */
  surge: number
  /** chance that a service sees an incident of no severity to speak of; severity adds to it, see SEEN_BY_SEVERITY */
  seen: Record<Service, number>
}

const EVEN = [1, 1, 1, 1, 1, 1, 1]
const FLAT = [0.95, 0.93, 0.99, 0.98, 1.04, 1.06, 1.08, 1.05, 1.0, 0.99, 0.95, 0.98]

/** Invented, of the shape that English studies of injury and ambulance data show (most at night, at weekends, in summer). */
export const SETTINGS: Record<WorldSetting, Table> = {
  nightlife: { share: 0.22, weekday: [0.3, 0.35, 0.5, 0.75, 1.7, 2.4, 1.0], season: [0.88, 0.9, 0.98, 0.98, 1.05, 1.04, 1.07, 1.08, 0.97, 0.97, 0.95, 1.13],
    hours: [0, 0, 0, 0, 0.2, 0.4, 0.7, 0.9, 1, 1.2, 1.5, 2, 2.5, 3, 3.5, 4.5, 6, 7, 6, 3, 1.5, 0.6, 0.2, 0],
    weekendHours: [0, 0, 0, 0, 0.1, 0.3, 0.5, 0.7, 0.8, 1, 1.2, 1.5, 2, 2.6, 3.5, 5, 8, 11, 12, 11, 8, 4, 1, 0.2],
    surge: 1, seen: { police: 0.3, ambulance: 0.2, ed: 0.36 } },
  home: { share: 0.32, weekday: [0.95, 0.92, 0.92, 0.93, 1.02, 1.15, 1.11], season: [1.02, 0.96, 0.98, 0.97, 1.0, 1.02, 1.04, 1.04, 0.97, 0.97, 0.96, 1.07],
    hours: [1, 1, 1.5, 2, 2, 2, 2.5, 2.5, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6, 5.5, 4.5, 3, 2, 1.5, 1, 1],
    weekendHours: [1, 1, 1.5, 2, 2, 2, 2.5, 2.5, 2.5, 3, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 6, 5, 4, 3, 2, 1.5],
    surge: 0.35, seen: { police: 0.42, ambulance: 0.16, ed: 0.2 } },
  street: { share: 0.23, weekday: [0.8, 0.8, 0.85, 0.95, 1.2, 1.4, 1.0], season: FLAT,
    hours: [0.5, 1, 1.5, 1.5, 1.5, 2, 2.5, 2.5, 3, 4.5, 5, 4.5, 4.5, 4.5, 5, 5, 4.5, 4, 3, 2, 1.2, 0.8, 0.5, 0.4],
    weekendHours: [0.5, 0.8, 1, 1.3, 1.5, 2, 2.5, 2.8, 3, 3.5, 3.8, 4, 4.2, 4.5, 5, 5.5, 6, 6.5, 7, 6, 4, 2.5, 1.2, 0.7],
    surge: 0.6, seen: { police: 0.33, ambulance: 0.21, ed: 0.32 } },
  shop: { share: 0.06, weekday: [0.95, 0.95, 0.95, 1, 1.1, 1.2, 0.85], season: FLAT,
    hours: [0.5, 1, 2, 3, 4, 5, 6, 6, 6, 6.5, 6.5, 6, 5.5, 4.5, 3.5, 3, 2, 1, 0.5, 0.2, 0, 0, 0, 0.2],
    weekendHours: [0.5, 1, 2, 3, 4, 5, 5, 5, 5, 5, 5, 4.5, 4, 4, 4, 4, 4, 4, 5, 5, 4, 2, 1, 0.3],
    surge: 0.3, seen: { police: 0.5, ambulance: 0.12, ed: 0.14 } },
  transport: { share: 0.05, weekday: [0.9, 0.9, 0.92, 0.98, 1.2, 1.3, 0.8], season: FLAT,
    hours: [1, 2, 3, 2, 1.5, 1.5, 2, 2, 2.5, 4.5, 5, 5, 4.5, 3.5, 3.5, 3.5, 3.5, 3, 2, 1, 0.5, 0.3, 0.3, 0.5],
    weekendHours: [0.5, 0.8, 1, 1.5, 2, 2, 2.5, 2.5, 3, 3, 3.5, 4, 4, 3.5, 3.5, 4, 5, 5.5, 4.5, 3, 2, 1, 0.5, 0.5],
    surge: 0.7, seen: { police: 0.4, ambulance: 0.22, ed: 0.25 } },
  school: { share: 0.045, weekday: [1.45, 1.4, 1.4, 1.4, 1.35, 0, 0], season: [1.2, 1.05, 1.3, 0.75, 1.15, 1.25, 0.75, 0, 1.2, 1.1, 1.35, 0.8],
    hours: [0, 0.3, 2, 2.5, 3, 3.5, 6, 5, 3, 7, 2.5, 0.6, 0.2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    weekendHours: [0, 0.3, 2, 2.5, 3, 3.5, 6, 5, 3, 7, 2.5, 0.6, 0.2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    surge: 0, seen: { police: 0.18, ambulance: 0.1, ed: 0.34 } },
  park: { share: 0.04, weekday: [0.85, 0.85, 0.9, 0.9, 1.15, 1.3, 1.05], season: [0.6, 0.6, 0.75, 0.95, 1.2, 1.4, 1.55, 1.5, 1.1, 0.9, 0.75, 0.7],
    hours: [0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 2.5, 3, 5, 6, 6, 6, 5.5, 5, 4, 3, 2, 1, 0.6, 0.4, 0.3, 0.2, 0.2],
    weekendHours: [0.2, 0.3, 0.5, 1, 1.5, 2.5, 3.5, 4, 4.5, 5, 5.5, 6, 6, 6, 5.5, 5, 4, 3, 2, 1, 0.6, 0.4, 0.3, 0.2],
    surge: 0.6, seen: { police: 0.28, ambulance: 0.19, ed: 0.3 } },
  care: { share: 0.012, weekday: EVEN, season: EVEN.concat([1, 1, 1, 1, 1]),
    hours: [1, 2, 2.5, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2.5, 2, 2, 1.8, 1.5, 1.2, 1, 1, 1], weekendHours: [1, 2, 2.5, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2.5, 2, 1.5, 1, 1],
    surge: 0.2, seen: { police: 0.35, ambulance: 0.08, ed: 0.2 } },
  elsewhere: { share: 0.02, weekday: [0.6, 0.6, 0.7, 0.9, 1.4, 1.7, 1.1], season: FLAT,
    hours: [0.5, 1, 1, 1, 1.5, 2, 2, 2, 2.5, 3, 3, 3, 3, 3.5, 4, 4.5, 5, 5, 4, 2.5, 1.5, 1, 0.5, 0.5], weekendHours: [0.5, 1, 1, 1, 1.5, 2, 2, 2, 2.5, 3, 3, 3, 3, 3.5, 4, 5, 6, 7, 7, 6, 4, 2, 1, 0.5],
    surge: 0.5, seen: { police: 0, ambulance: 0, ed: 1 } },
}

/** What severity adds: the chance to be seen is 1 − (1 − setting)(1 − severity). A chance of 0 or 1 stays. */
export const SEEN_BY_SEVERITY: Record<Service, Record<Severity, number>> = {
  police: { minor: 0, moderate: 0.1, severe: 0.45, 'life-threatening': 0.9 },
  ambulance: { minor: 0, moderate: 0.2, severe: 0.6, 'life-threatening': 0.92 },
  ed: { minor: 0, moderate: 0.25, severe: 0.7, 'life-threatening': 0.95 },
}

export function seenProbability(service: Service, setting: WorldSetting, severity: Severity): number {
  const base = SETTINGS[setting].seen[service]
  if (base === 0 || base === 1) return base
  return Math.round((1 - (1 - base) * (1 - SEEN_BY_SEVERITY[service][severity])) * 1e6) / 1e6
}

/** Methods by setting, in shares. */
const M = (fist: number, foot: number, head: number, body: number, glass: number, knife: number, blunt: number, firearm: number, acid: number, vehicle: number, animal: number, sexual: number, other: number): [Method, number][] =>
  [['fist', fist], ['foot', foot], ['head', head], ['other-body', body], ['bottle-or-glass', glass], ['knife-or-sharp', knife], ['blunt-object', blunt], ['firearm', firearm], ['acid-or-corrosive', acid], ['vehicle', vehicle], ['animal', animal], ['sexual', sexual], ['other', other]]
export const METHODS_BY_SETTING: Record<WorldSetting, [Method, number][]> = {
  nightlife: M(52, 11, 6, 6, 10, 4, 3, 0.2, 0.1, 0.3, 0, 4, 3.4),
  home: M(44, 9, 4, 14, 3, 7, 7, 0.2, 0.2, 0, 0.6, 8, 3),
  street: M(46, 13, 5, 6, 3, 11, 8, 0.6, 0.4, 1.5, 0.5, 3, 2),
  shop: M(48, 8, 5, 14, 5, 6, 6, 0.3, 0.2, 0.5, 0, 1, 6),
  transport: M(50, 12, 6, 9, 3, 8, 5, 0.2, 0.2, 0.3, 0, 5, 1.3),
  school: M(56, 16, 6, 10, 0.5, 3, 5, 0, 0, 0, 0, 1.5, 2),
  park: M(42, 15, 4, 6, 5, 11, 7, 0.5, 0.4, 0.3, 2, 5, 1.8),
  care: M(40, 14, 5, 26, 0.5, 2, 5, 0, 0, 0, 0, 2, 5.5),
  elsewhere: M(46, 11, 5, 7, 5, 9, 6, 0.5, 0.3, 0.7, 0.5, 5, 4),
}

/** Severity by method, in the order of SEVERITIES. */
const MILD = [0.72, 0.235, 0.04, 0.005]
export const SEVERITY_BY_METHOD: Record<Method, readonly number[]> = {
  fist: MILD, head: [0.66, 0.28, 0.055, 0.005], 'other-body': [0.8, 0.17, 0.027, 0.003], animal: MILD, other: MILD,
  foot: [0.58, 0.31, 0.1, 0.01], 'bottle-or-glass': [0.38, 0.42, 0.18, 0.02], 'blunt-object': [0.45, 0.36, 0.17, 0.02],
  'knife-or-sharp': [0.24, 0.36, 0.28, 0.12], firearm: [0.15, 0.25, 0.35, 0.25], 'acid-or-corrosive': [0.3, 0.35, 0.28, 0.07],
  vehicle: [0.3, 0.35, 0.28, 0.07], sexual: [0.5, 0.38, 0.11, 0.01],
}
export const severityAt = (i: number): Severity => SEVERITIES[i]!
