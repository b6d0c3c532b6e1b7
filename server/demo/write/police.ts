import { DAY, localOf } from '../clock.ts'
import type { Codes } from '../codes.ts'
import { DEMO_ORGANISATION } from '../../domain/demo.ts'
import type { InventedCounty } from '../invent/county.ts'
import type { Random } from '../random.ts'
import type { Incident } from '../world/incident.ts'
import type { Victim } from '../world/people.ts'
import type { Spots } from '../world/spots.ts'
import { createAddress, stamp } from './address.ts'
import { csvLine } from './csv.ts'
import { gridOf } from './grid.ts'
import { POLICE_CLERK } from './habits.ts'
import { codedPlaceType } from './health.ts'
import { row, type Row } from './row.ts'

export const POLICE_HEADER = 'force,crime_no,ho_class,ho_offence,committed_from,committed_to,reported_ts,easting,northing,location_text,location_type,da_flag,knife_flag,hate_flag,proactive_flag,victim_age,victim_sex'
const FEED = 'police-extract'
/** For each crime of violence, a knife found in a search: no incident of ours. */
const FOUND_KNIFE = 0.04
const HATE = 0.03
const PROACTIVE = 0.05

export function createPoliceWriter(county: InventedCounty, spots: Spots, codes: Codes, lastMinute: number) {
  const address = createAddress(county)
  let crimes = 0

  const offence = (incident: Incident, victim: Victim, hate: boolean, random: Random) => {
    const { method, severity, setting } = incident
    const one = (...classes: string[]) => random.pick(codes.known('home-office-class', classes))
    if (method === 'sexual') return victim.sex === 'male' ? one('17A') : one('20A', '20A', ...(victim.age < 16 ? [] : ['19C']))
    if (severity === 'life-threatening') return random.next() < 0.08 ? one('1') : one('5D', '2')
    if (severity === 'severe') return one('5D', '5E', '8N')
    if (setting === 'street' && random.next() < 0.07) return one('34B')
    if (setting === 'care' && random.next() < 0.3) return one('8S', '8T')
    if (hate) return one(severity === 'minor' ? '105B' : '8P')
    return severity === 'moderate' || random.next() < 0.45 ? one('8N') : one('105A')
  }
  /** [from, to) as told, in local minutes. */
  const committed = (at: number, random: Random): [number, number] => {
    const [mark, u, v] = [random.next(), random.next(), random.next()]
    const local = localOf(at)
    if (mark < 0.6) return [local - (local % 5), local - (local % 5)]
    if (mark < 0.82) return [local - Math.floor(u * 180), local + Math.floor(v * 180)]
    if (mark < 0.92) return [local - Math.floor(u * 600), local + Math.floor(v * 600)]
    if (mark < 0.97) return [local - (local % DAY), local - (local % DAY)]
    return [local - (local % DAY) - DAY * Math.floor(u * 5), local - (local % DAY) + DAY * (1 + Math.floor(v * 3))]
  }
  const reported = (at: number, notBefore: number, random: Random): number => {
    for (let attempt = 0; ; attempt++) {
      const [mark, u, v] = [random.next(), random.next(), random.next()]
      const after = mark < 0.65 ? 2 + 118 * u * v : mark < 0.85 ? 120 + 1_300 * u : mark < 0.95 ? DAY * (1 + 13 * u * v) : DAY * (14 + 166 * u * v)
      const then = Math.max(at + Math.floor(after), notBefore)
      if (then <= lastMinute) return then
      if (attempt === 6) return Math.min(lastMinute, at)
    }
  }
  const crime = (incident: Incident, real: boolean, victim: Victim | null, classed: { code: string; label: string }, hate: boolean, found: boolean, random: Random): Row => {
    const said = address(incident, POLICE_CLERK, false, random)
    const [from, until] = committed(incident.at, random)
    const known = reported(incident.at, incident.at, random)
    const at = localOf(known)
    const to = Math.max(from, Math.min(until, at))
    const [east, north] = random.next() < 0.02 ? ['', ''] : gridOf(random.next() < 0.85 || !incident.spot ? incident : incident.spot.entry)
    const flag = (yes: boolean) => (yes ? 'Y' : 'N')
    const text = csvLine([
      DEMO_ORGANISATION, `42/${String(++crimes).padStart(8, '0')}`, classed.code, classed.label, stamp(from, 0), stamp(to, 0), stamp(at, 0), east, north, said.text,
      random.pick(codes.of('police-location-type', 'placeType', aHome(codedPlaceType(incident, random)))),
      flag(incident.setting === 'home' && random.next() < 0.7), flag(incident.method === 'knife-or-sharp' && random.next() < 0.92), flag(hate), flag(found),
      victim && random.next() > 0.04 ? String(victim.age) : '', victim ? (victim.sex === 'male' ? 'M' : 'F') : '',
    ])
    return row(FEED, at, { text, truth: { incident: real ? incident : null, said } })
  }

  return (incident: Incident, random: Random): Row[] => {
    const hate = random.next() < HATE
    const found = random.next() < PROACTIVE
    const rows = incident.victims.map((victim) => crime(incident, true, victim, offence(incident, victim, hate, random), hate, found, random))
    if (random.next() < FOUND_KNIFE) {
      const searched: Incident = { ...incident, ...spots.draw('street', random), setting: 'street', method: 'knife-or-sharp' }
      rows.push(crime(searched, false, null, codes.known('home-office-class', ['10D'])[0]!, false, true, random))
    }
    return rows
  }
}

/** A police list knows dwellings, not whose. */
const aHome = (placeType: ReturnType<typeof codedPlaceType>) => (placeType === 'other-home' ? 'own-home' : placeType)
