import type { GazetteerEntry } from '../../domain/gazetteer.ts'
import type { InventedCounty } from '../invent/county.ts'
import { distanceM } from '../invent/ground.ts'
import type { Street } from '../invent/streets.ts'
import type { Random } from '../random.ts'
import type { Incident } from '../world/incident.ts'
import { createNames, type Names } from './names.ts'
import { scrawl, type Hand } from './noise.ts'
import { AFTER, AT_HOSPITAL, BEFORE, BEFORE_STREET, HOME, NOTHING, OTHER_HOME, STATION_WORDS } from './phrases.ts'
import { plantPid, type Planted } from './pid.ts'

export const DESCRIBES = ['venue', 'street', 'junction', 'postcode', 'landmark', 'station', 'park', 'school', 'town', 'home', 'hospital', 'nothing'] as const
export type Describes = (typeof DESCRIBES)[number]

/** A text, and what it truly says. `mappable`: its words alone, with the gazetteer, mean one street, venue, postcode or landmark. */
export type Described = { text: string; describes: Describes; placeId: string; mappable: boolean; style: string; planted: Planted[] }

/** How a site fills its field: chances. `filler`: what it writes when nobody asked. */
export type Habits = Hand & { blank: number; vague: number; default: number; filler: { text: string; describes: Describes; placeId: string }[]; townOnly: number; pid: number; chatty: number; town: number }

type Said = Omit<Described, 'planted'>

export function createDescriber(county: InventedCounty) {
  const names = createNames(county)
  const say = sayer(county, names)
  return (incident: Incident, habits: Habits, random: Random): Described => {
    const said = blankOr(incident, habits, random) ?? say(incident, habits, random)
    const planted: Planted[] = []
    let text = said.style === 'blank' || said.style === 'default' ? said.text : scrawl(said.text, habits, random)
    const house = said.describes === 'home' ? /^(\d+) /.exec(text)?.[1] : /\b(\d+) (?=\p{L})/u.exec(said.style === 'house-number' ? text : '')?.[1]
    if (house) planted.push({ kind: 'house-number', value: house })
    if (text !== '' && said.style !== 'default' && random.next() < habits.pid) {
      const pid = plantPid(random)
      text = random.next() < 0.8 ? `${text} ${pid.text}` : `${pid.text} - ${text}`
      planted.push(...pid.planted)
    }
    return { ...said, text, planted }
  }
}

function blankOr(incident: Incident, habits: Habits, random: Random): Said | null {
  const nothing = (text: string, style: string): Said => ({ text, describes: 'nothing', placeId: '', mappable: false, style })
  let mark = random.next()
  if (mark < habits.blank) return nothing('', 'blank')
  mark -= habits.blank
  if (mark < habits.vague) return nothing(random.pick(NOTHING), 'says-nothing')
  mark -= habits.vague
  if (mark < habits.default && habits.filler.length > 0) return { ...random.pick(habits.filler), mappable: false, style: 'default' }
  return null
}

function sayer(county: InventedCounty, names: Names) {
  const townOf = (town: string, random: Random) => names.townName(town, random.next() < 0.6)
  const withTown = (habits: Habits, random: Random) => random.next() < habits.town
  const around = (words: readonly string[], body: string, habits: Habits, random: Random) =>
    `${random.next() < habits.chatty ? `${random.pick(words)} ` : ''}${body}${random.next() < habits.chatty / 3 ? ` ${random.pick(AFTER)}` : ''}`

  const onlyTown = ({ town }: Incident, random: Random): Said => {
    const text = random.next() < 0.5 ? townOf(town, random) : `${townOf(town, random)} town centre`
    return { text, describes: 'town', placeId: names.townId(town), mappable: false, style: names.townId(town) ? 'town-only' : 'out-of-county' }
  }
  const postcode = (incident: Incident, street: Street): GazetteerEntry => {
    const codes = county.postcodes.get(street.id)!
    return codes.reduce((best, code) => (distanceM(code, incident) < distanceM(best, incident) ? code : best))
  }
  const street = (incident: Incident, on: Street, habits: Habits, random: Random): Said => {
    const [crossed, nicked, mark] = [random.next(), random.next(), random.next()]
    const said = (text: string, mappable: boolean, style: string): Said => ({ text: around(BEFORE_STREET, text, habits, random), describes: 'street', placeId: on.id, mappable, style })
    const code = postcode(incident, on).name
    if (incident.crossing && crossed < 0.6) {
      const [a, b] = random.next() < 0.5 ? [on, incident.crossing] : [incident.crossing, on]
      const pair = random.pick([`corner of ${a.name} and ${b.name}`, `junction of ${a.name} and ${b.name}`, `${a.name} / ${b.name}`, `${a.name} junction ${b.name}`])
      const told = withTown(habits, random)
      return { text: told ? `${pair}, ${townOf(on.town, random)}` : pair, describes: 'junction', placeId: `${a.id}+${b.id}`, mappable: told || names.crossings(a.name, b.name) === 1, style: told ? 'junction-town' : 'junction' }
    }
    if (on.alternatives.length > 0 && nicked < 0.15) {
      const told = withTown(habits, random)
      return said(told ? `${on.alternatives[0]}, ${townOf(on.town, random)}` : on.alternatives[0]!, names.count(on.alternatives[0]!, told ? on.town : undefined) === 1, 'nickname')
    }
    if (mark < 0.04) return { ...said(code, true, 'postcode'), describes: 'postcode', placeId: postcode(incident, on).id }
    if (mark < 0.1) return said(`${on.name} ${code}`, true, 'street-postcode')
    if (mark < 0.15) return said(`${on.name} ${code.slice(0, random.next() < 0.5 ? -2 : -4).trim()}`, names.count(on.name) === 1, 'street-partial-postcode')
    const house = mark < 0.2 ? `${1 + Math.floor(random.next() * 120)} ` : ''
    const style = house ? 'house-number' : ''
    if (withTown(habits, random)) return said(`${house}${on.name}, ${townOf(on.town, random)}`, names.count(on.name, on.town) === 1, style || 'street-town')
    return said(`${house}${on.name}`, names.count(on.name) === 1, style || 'street')
  }
  const venue = (entry: GazetteerEntry, on: Street, habits: Habits, random: Random): Said => {
    const nick = entry.alternatives.length > 0 && random.next() < 0.35
    const name = nick ? random.pick(entry.alternatives) : random.next() < 0.5 ? entry.name.replace(/^The /, '') : entry.name
    const town = townOf(entry.town, random)
    const kind = entry.placeType === 'pub-or-bar' && random.next() < 0.3 ? ' pub' : entry.placeType === 'nightclub' && !/club/i.test(name) && random.next() < 0.3 ? ' nightclub' : ''
    const said = (text: string, mappable: boolean, style: string): Said => ({ text: around(BEFORE, text, habits, random), describes: 'venue', placeId: entry.id, mappable, style: nick ? `nickname-${style}` : style })
    const mark = random.next()
    if (mark < 0.14) return said(`${name}${kind} ${random.pick(['on', 'in', ','])} ${on.name}`.replace(' ,', ','), names.countOnStreet(name, on.name) === 1, 'venue-street')
    if (mark < 0.24) return said(`${name}${kind}, ${on.name}, ${town}`, names.countOnStreet(name, on.name, entry.town) === 1, 'venue-street-town')
    if (withTown(habits, random)) return said(random.next() < 0.6 ? `${name}${kind}, ${town}` : `${name}${kind} in ${town}`, names.count(name, entry.town) === 1, 'venue-town')
    return said(`${name}${kind}`, names.count(name) === 1, 'venue')
  }
  const sight = (entry: GazetteerEntry, describes: Describes, habits: Habits, random: Random): Said => {
    const generic = describes === 'station' && entry.name === `${entry.town} Railway Station` && random.next() < 0.5
    const name = generic ? random.pick(STATION_WORDS) : entry.alternatives.length > 0 && random.next() < 0.4 ? random.pick(entry.alternatives) : entry.name
    const said = (text: string, mappable: boolean, style: string): Said => ({ text: around(BEFORE, text, habits, random), describes, placeId: entry.id, mappable, style })
    const inName = name.includes(entry.town)
    if (inName) return said(name, names.count(name) === 1, 'name')
    const town = townOf(entry.town, random)
    if (generic) return withTown(habits, random) ? said(random.next() < 0.5 ? `${town} ${name}` : `${name}, ${town}`, true, 'kind-town') : said(name, false, 'kind-only')
    return withTown(habits, random) ? said(`${name}, ${town}`, names.count(name, entry.town) === 1, 'name-town') : said(name, names.count(name) === 1, 'name')
  }

  return (incident: Incident, habits: Habits, random: Random): Said => {
    const { spot, setting } = incident
    if (setting === 'home') return home(incident, random)
    if (!spot) {
      const text = random.next() < 0.25 ? `${random.pick(['High Street', 'Station Road', 'London Road'])}, ${incident.town}` : onlyTown(incident, random).text
      return { text, describes: 'town', placeId: '', mappable: false, style: 'out-of-county' }
    }
    const { entry } = spot
    if (setting === 'care') return { text: random.pick(random.next() < 0.6 ? AT_HOSPITAL : [entry.name, ...entry.alternatives]), describes: 'hospital', placeId: entry.id, mappable: false, style: 'hospital' }
    if (random.next() < habits.townOnly) return onlyTown(incident, random)
    if (entry.kind === 'venue' && spot.street) return random.next() < 0.87 ? venue(entry, spot.street, habits, random) : street(incident, spot.street, habits, random)
    if (spot.street) {
      const beside = random.next() < 0.4 ? names.venuesOn(spot.street).find((other) => distanceM(other, incident) < 30) : undefined
      return beside ? venue(beside, spot.street, habits, random) : street(incident, spot.street, habits, random)
    }
    const describes: Describes = entry.kind === 'station' || entry.kind === 'stop' ? 'station' : entry.kind === 'school' ? 'school' : entry.kind === 'park' ? 'park' : 'landmark'
    return sight(entry, describes, habits, random)
  }
}

function home({ spot, town }: Incident, random: Random): Said {
  const said = (text: string, style: string): Said => ({ text, describes: 'home', placeId: spot?.entry.id ?? '', mappable: false, style })
  const mark = random.next()
  if (mark < 0.6) return said(random.pick(HOME), 'home')
  if (mark < 0.72) return said(random.pick(OTHER_HOME), 'other-home')
  if (mark < 0.84) return said(`${random.pick(HOME)} ${town}`, 'home-town')
  if (mark < 0.92) return said(`${1 + Math.floor(random.next() * 120)} ${spot?.entry.name ?? ''}, ${town}`, 'home-address')
  return said(`${random.pick(OTHER_HOME)} in ${spot?.entry.name ?? ''}`, 'other-home-street')
}
