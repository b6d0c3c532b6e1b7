import { AREA } from '../invent/postcodes.ts'
import type { Habits } from '../text/describe.ts'

type Filler = Habits['filler']
/** How each site times an assault, in shares: to the minute, to half an hour, to the hour, the arrival again, the date alone. */
export type Timing = { exact: number; half: number; hour: number; arrival: number; date: number }

/** How each hospital fills its location field; `own`: what its fillers are about. */
export function habitsOf(site: string, own: { hospitalId: string; townId: string; town: string }): { habits: Habits; timing: Timing } {
  const hospital: Filler = [{ text: 'A&E', describes: 'hospital', placeId: own.hospitalId }, { text: 'ED', describes: 'hospital', placeId: own.hospitalId }]
  const town: Filler = [{ text: own.town, describes: 'town', placeId: own.townId }]
  const base = { shorten: 0.35, misspell: 0.05, doubled: 0.01, lower: 0.35, upper: 0.15, comma: 0.5, chatty: 0.5, pid: 0.03, townOnly: 0.07, town: 0.68 }
  switch (site) {
    case 'XH101': // careful, but the first choice in the list is its own department
      return { habits: { ...base, blank: 0.08, vague: 0.1, default: 0.06, filler: hospital }, timing: { exact: 0.35, half: 0.25, hour: 0.2, arrival: 0.1, date: 0.1 } }
    case 'XH102': // a form that asks for a town and is filled with its own
      return { habits: { ...base, misspell: 0.07, doubled: 0.04, blank: 0.1, vague: 0.12, default: 0.12, filler: town, townOnly: 0.1 }, timing: { exact: 0.22, half: 0.2, hour: 0.15, arrival: 0.35, date: 0.08 } }
    case 'XH103': // in a hurry
      return { habits: { ...base, shorten: 0.6, misspell: 0.1, lower: 0.7, upper: 0.05, comma: 0.2, blank: 0.2, vague: 0.15, default: 0.03, filler: hospital, pid: 0.05 }, timing: { exact: 0.3, half: 0.2, hour: 0.15, arrival: 0.1, date: 0.25 } }
    default: // far away: knows the town
      return { habits: { ...base, misspell: 0.06, blank: 0.12, vague: 0.12, default: 0.02, filler: [{ text: 'Essex', describes: 'nothing', placeId: '' }], townOnly: 0.35, town: 0.85 }, timing: { exact: 0.5, half: 0.2, hour: 0.1, arrival: 0.15, date: 0.05 } }
  }
}

/** Call takers have the address before them. */
export const CALL_TAKER: Habits = { shorten: 0.1, misspell: 0.008, doubled: 0, lower: 0, upper: 1, comma: 1, chatty: 0.12, pid: 0.01, blank: 0.02, vague: 0, default: 0, filler: [], townOnly: 0.01, town: 0.93 }
export const POLICE_CLERK: Habits = { shorten: 0.15, misspell: 0.01, doubled: 0.002, lower: 0, upper: 0.7, comma: 0.95, chatty: 0.15, pid: 0.004, blank: 0.02, vague: 0, default: 0.01, filler: [{ text: `${AREA} NO FIXED ADDRESS`, describes: 'nothing', placeId: '' }], townOnly: 0.02, town: 0.93 }
