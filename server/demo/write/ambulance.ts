import { localOf } from '../clock.ts'
import type { Codes } from '../codes.ts'
import type { InventedCounty } from '../invent/county.ts'
import { DEMO_AMBULANCE } from '../invent/files.ts'
import type { Random } from '../random.ts'
import type { Facts } from '../world/facts.ts'
import type { Incident } from '../world/incident.ts'
import type { Spots } from '../world/spots.ts'
import { createAddress, postcodeOf, stamp } from './address.ts'
import { csvLine } from './csv.ts'
import { gridOf } from './grid.ts'
import { CALL_TAKER } from './habits.ts'
import { row, type Row, type Truth } from './row.ts'

export const AMBULANCE_HEADER = 'service,incident_no,call_connect_ts,determinant,easting,northing,address_text,postcode,age,sex,resource,cleared_ts,outcome,hospital'
const FEED = 'ambulance-cad'
/** Called from another place than where it happened: round the corner, or home already. */
const CALLED_ELSEWHERE = 0.16
const CALLED_TWICE = 0.05
/** For each job after an assault, another of a protocol in which assaults hide; and assaults that are filed there. */
const OTHER_JOB = 0.13
const HIDDEN = 0.04
const LETTERS = { minor: ['A', 'B'], moderate: ['B'], severe: ['D'], 'life-threatening': ['D'] } as const

export function createAmbulanceWriter(county: InventedCounty, spots: Spots, codes: Codes) {
  const address = createAddress(county)
  const byTown = new Map(county.towns.map((town) => [town.place.name, town.streets]))
  let jobs = 0

  const otherProtocol = (random: Random) => {
    const protocols = codes.of('ampds-determinant', 'pathway', 'not-violence', 'prefix').filter((code) => /^(21|25|30|31)$/.test(code))
    return `${random.pick(protocols)}${random.pick(['A', 'B', 'D'])}0${1 + Math.floor(random.next() * 3)}`
  }
  const determinant = ({ method, severity }: Incident, hoursAgo: number, random: Random): string => {
    if (random.next() < HIDDEN) return otherProtocol(random)
    const protocol = method === 'knife-or-sharp' || method === 'firearm' ? '27' : '04'
    const suffix = method === 'sexual' || protocol === '27' ? codes.of('ampds-determinant', 'method', method, 'suffix').find((code) => code.startsWith(protocol))!.at(-1)! : 'A'
    const all = codes.of('ampds-determinant', 'pathway', 'violence', 'exact')
    if (protocol === '04' && hoursAgo >= 6) return `${all.find((code) => code === '04A02') ?? all[0]!}${suffix}`
    const letter = random.pick(LETTERS[severity])
    const fitting = all.filter((code) => code.startsWith(`${protocol}${letter}`) && code !== '04A02')
    return `${random.pick(fitting)}${random.next() < 0.15 ? '' : suffix}`
  }
  /** Where the call came from: often the place itself. */
  const callPlace = (incident: Incident, random: Random): { from: Incident; moved: boolean } => {
    const streets = byTown.get(incident.town)
    if (!streets || random.next() >= CALLED_ELSEWHERE) return { from: incident, moved: false }
    const street = incident.spot?.street?.from ?? random.pick(streets)
    const home = random.next() < 0.35
    const spot = home ? random.pick(streets) : street
    return { from: { ...incident, ...spots.at({ entry: spot, street: spot, weight: 1 }, home ? 'home' : 'street', random), crossing: null, setting: home ? 'home' : 'street' }, moved: true }
  }

  const job = (incident: Incident, call: number, code: string, outcome: string, hospital: string, truth: Truth['incident'], random: Random): Row[] => {
    const { from, moved } = callPlace(incident, random)
    const said = address(from, CALL_TAKER, true, random)
    const [east, north] = random.next() < 0.03 ? ['', ''] : gridOf(from)
    const mark = random.next()
    const full = postcodeOf(county, from)
    const postcode = mark < 0.7 ? full : mark < 0.8 ? full.slice(0, -2) : ''
    const victim = incident.victims[0]!
    const number = `A${String(++jobs).padStart(8, '0')}`
    const at = localOf(call)
    const seconds = Math.floor(random.next() * 60)
    const resources = random.next() < 0.62 ? 1 : random.next() < 0.8 ? 2 : 3
    return Array.from({ length: resources }, (_, i) => {
      const cleared = localOf(call + 35 + Math.floor(random.next() * 90) + 5 * i)
      const fate = i === 0 ? outcome : random.next() < 0.5 ? 'Cancelled' : outcome
      const text = csvLine([
        DEMO_AMBULANCE, number, stamp(at, seconds), code, east, north, said.text, postcode, random.next() < 0.06 ? '' : String(victim.age), victim.sex === 'male' ? 'M' : 'F',
        `${random.pick(['DSA', 'DSA', 'RRV', 'HART'])}${100 + Math.floor(random.next() * 400)}`, stamp(cleared, Math.floor(random.next() * 60)), fate, fate === 'Conveyed' ? hospital : '',
      ])
      return row(FEED, at, { text, truth: { incident: truth, said: { ...said, style: moved ? `call-place-${said.style}` : said.style } } })
    })
  }

  return (incident: Incident, facts: Facts, random: Random): Row[] => {
    const outcome = facts.conveyed ? 'Conveyed' : random.pick(['See and treat', 'See and treat', 'Hear and treat', 'See and treat', 'Cancelled'])
    const code = determinant(incident, (facts.call - incident.at) / 60, random)
    const rows = job(incident, facts.call, code, outcome, facts.site, incident, random)
    if (random.next() < CALLED_TWICE) rows.push(...job(incident, facts.call, code, 'Cancelled', '', incident, random))
    if (random.next() < OTHER_JOB) {
      const where = spots.draw('street', random)
      const other: Incident = { ...incident, ...where, crossing: null, setting: random.next() < 0.5 ? 'home' : 'street' }
      rows.push(...job(other, facts.call, otherProtocol(random), random.next() < 0.5 ? 'Conveyed' : 'See and treat', facts.site, null, random))
    }
    return rows
  }
}
