import { clock, isoDate } from '../clock.ts'
import type { InventedCounty } from '../invent/county.ts'
import { distanceM } from '../invent/ground.ts'
import type { Random } from '../random.ts'
import { createDescriber, type Described, type Habits } from '../text/describe.ts'
import { scrawl } from '../text/noise.ts'
import type { Incident } from '../world/incident.ts'

/** Words for a place as somebody writes who has the address: a home is a street, with its number or without. */
export function createAddress(county: InventedCounty) {
  const describe = createDescriber(county)
  return (incident: Incident, habits: Habits, numbered: boolean, random: Random): Described => {
    const street = incident.spot?.street
    if (incident.setting !== 'home' || !street) return describe(incident, habits, random)
    const house = numbered ? `${1 + Math.floor(random.next() * 120)} ` : ''
    const text = scrawl(`${house}${street.name}, ${incident.town}`, habits, random)
    return { text, describes: 'home', placeId: street.id, mappable: false, style: 'address', planted: house ? [{ kind: 'house-number', value: house.trim() }] : [] }
  }
}

/** The postcode of where an incident lies; '' off the streets. */
export function postcodeOf(county: InventedCounty, incident: Incident): string {
  const street = incident.spot?.street
  const codes = street ? county.postcodes.get(street.id)! : []
  return codes.reduce<{ name: string; m: number }>((best, code) => {
    const m = distanceM(code, incident)
    return m < best.m ? { name: code.name, m } : best
  }, { name: '', m: Infinity }).name
}

/** `2024-01-05 22:15:33` */
export const stamp = (local: number, seconds: number): string => `${isoDate(local)} ${clock(local)}:${seconds < 10 ? '0' : ''}${seconds}`
