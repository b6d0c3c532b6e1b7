import type { InventedCounty } from '../invent/county.ts'
import { distanceM, type Point } from '../invent/ground.ts'
import type { Street, Town } from '../invent/streets.ts'
import { createDraw, createRandom, seedOf, type Random } from '../random.ts'
import type { WorldSetting } from './settings.ts'
import type { Spot, Spots, Where } from './spots.ts'

/** A place where more happens than its background says, for the whole time, from a day on, or until one. */
export type Hotspot = Point & {
  id: string
  name: string
  town: string
  kind: 'persistent' | 'emerging' | 'fading'
  setting: WorldSetting
  radiusM: number
  /** operational days; null: always */
  from: number | null
  until: number | null
  /** of an average day's background, at full strength */
  share: number
  draw: (random: Random) => Spot
}

/** Days in which one grows to its strength, or fades away. */
export const RAMP_DAYS = 30

type Plan = [kind: Hotspot['kind'], setting: 'nightlife' | 'street' | 'transport', town: string, share: number, turn: number]
/** Turns are shares of the period. */
const PLANS: Plan[] = [
  ['persistent', 'nightlife', 'Southend-on-Sea', 0.04, 0], ['persistent', 'nightlife', 'Basildon', 0.025, 0],
  ['persistent', 'nightlife', 'Colchester', 0.025, 0], ['persistent', 'nightlife', 'Chelmsford', 0.025, 0],
  ['persistent', 'nightlife', 'Harlow', 0.017, 0], ['persistent', 'nightlife', 'Brentwood', 0.014, 0],
  ['persistent', 'transport', 'Southend-on-Sea', 0.008, 0], ['persistent', 'street', 'Colchester', 0.01, 0],
  ['emerging', 'nightlife', 'Clacton-on-Sea', 0.016, 0.35], ['emerging', 'street', 'Basildon', 0.014, 0.5], ['emerging', 'transport', 'Grays', 0.011, 0.65],
  ['fading', 'nightlife', 'Braintree', 0.016, 0.4], ['fading', 'street', 'Harlow', 0.014, 0.6],
]

export function createHotspots(county: InventedCounty, seed: number, first: number, end: number): Hotspot[] {
  const random = createRandom(seedOf(seed, 'hotspots'))
  return PLANS.map(([kind, setting, townName, share, turn], i) => {
    const town = county.towns.find(({ place }) => place.name === townName)
    if (!town) throw new Error(`the hotspots of the demo county need ${townName}`)
    const { name, centre, radiusM, spots } = setting === 'nightlife' ? strip(county, town) : setting === 'street' ? estate(town, random) : station(county, town)
    const day = first + Math.round((end - first) * turn)
    return {
      id: `H${String(i + 1).padStart(2, '0')}`, name: `${name}, ${townName}`, town: townName, kind, setting, lat: centre.lat, lng: centre.lng, radiusM, share,
      from: kind === 'emerging' ? day : null, until: kind === 'fading' ? day : null,
      draw: createDraw(spots, ({ weight }) => weight),
    }
  })
}

/** Venues of the three streets where the town goes out, and those streets. */
function strip(county: InventedCounty, town: Town) {
  const streets = town.streets.slice(0, 3)
  const radiusM = 260
  const centre = { lat: streets[0]!.lat, lng: streets[0]!.lng }
  const venues = county.venues.filter((venue) => streets.includes(venue.street) && distanceM(centre, venue) < radiusM - 40)
  return {
    name: streets[0]!.name, centre, radiusM,
    spots: [...venues.map((venue) => ({ entry: venue, street: venue.street, weight: venue.placeType === 'nightclub' ? 4 : venue.placeType === 'pub-or-bar' ? 2 : 1 })), ...along(streets, 2)],
  }
}

/** A few streets of a neighbourhood away from the town's middle. */
function estate(town: Town, random: Random) {
  const radiusM = 260
  const start = random.pick(town.streets.filter((street) => street.neighbourhood > 0 && street.centreM > 900))
  const streets = town.streets.filter((street) => street.neighbourhood === start.neighbourhood && distanceM(start, street) < radiusM - 60)
  return { name: start.name, centre: { lat: start.lat, lng: start.lng }, radiusM, spots: along(streets, 1) }
}

function station(county: InventedCounty, town: Town) {
  const entry = county.sights.find(({ kind, town: of }) => kind === 'station' && of === town.place.name)
  if (!entry) throw new Error(`the invented county has no station in ${town.place.name}`)
  return { name: entry.name, centre: { lat: entry.lat, lng: entry.lng }, radiusM: 150, spots: [{ entry, street: null, weight: 1 }] }
}

const along = (streets: Street[], weight: number): Spot[] => streets.map((street) => ({ entry: street, street, weight }))

/** 0 … 1: how strong on an operational day. */
export function strengthOn({ from, until }: Pick<Hotspot, 'from' | 'until'>, day: number): number {
  const ramp = (days: number) => Math.min(1, Math.max(0, days / RAMP_DAYS))
  return (from === null ? 1 : ramp(day - from)) * (until === null ? 1 : 1 - ramp(day - until))
}

/** A point of the hotspot, within its radius. */
export function drawIn(hotspot: Hotspot, spots: Spots, random: Random): Where {
  for (;;) {
    const where = spots.at(hotspot.draw(random), hotspot.setting, random)
    if (distanceM(hotspot, where) <= hotspot.radiusM) return where
  }
}
