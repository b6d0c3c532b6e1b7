import type { Standard } from '../contract/vocabulary.ts'
import { dayOf } from './clock.ts'

export type CountyOptions = {
  seed: number
  /** the first month, `YYYY-MM` */
  from: string
  months: number
  /** true violent incidents in all, seen by a service or by none */
  incidents: number
  /** chance that there is another victim, after each one: 0.15 makes 1.18 victims an incident */
  victims: number
  /** strength of days that all services feel (bank holidays, football, hot nights): 0 none, 1 as declared */
  surges: number
  /** chance that one draw decides for all services whether they see an incident: 0 leaves them independent within a setting and severity */
  dependence: number
  /** share of incidents that answer another one within 12 hours */
  retaliation: number
  /** share of incidents that follow another one near by within 14 days */
  nearRepeat: number
  /** no hotspots, no near repeats, no retaliation: even over the length of streets */
  nullWorld: boolean
  /** how often a file is cut */
  files: 'month' | 'quarter' | 'year'
  sources: readonly Standard[]
}

export const COUNTY_DEFAULTS: CountyOptions = {
  seed: 1, from: '2023-01', months: 36, incidents: 30_000,
  victims: 0.15, surges: 1, dependence: 0, retaliation: 0.015, nearRepeat: 0.06, nullWorld: false,
  files: 'month', sources: ['istv', 'ecds', 'ambulance-cad', 'police-extract'],
}

/** [first, end) as days. */
export const daysOf = ({ from, months }: Pick<CountyOptions, 'from' | 'months'>): { first: number; end: number } => ({ first: dayOf(`${from}-01`), end: dayOf(`${addMonths(from, months)}-01`) })

export function addMonths(month: string, count: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}
