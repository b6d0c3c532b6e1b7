import type { GazetteerEntry } from '../../domain/gazetteer.ts'
import type { Place } from '../../domain/places.ts'
import type { DemoGround } from '../ground.ts'
import type { InventedCounty } from '../invent/county.ts'
import { distanceM, peopleOf, reachOf, shift, type Point } from '../invent/ground.ts'
import { between, type Street } from '../invent/streets.ts'
import { createDraw, createRandom, seedOf, type Random } from '../random.ts'
import { WORLD_SETTINGS, type WorldSetting } from './settings.ts'

/** Where an incident can happen: an entry of the gazetteer, and the street it stands on when it has one. */
export type Spot = { entry: GazetteerEntry; street: Street | null; weight: number }
/** A place outside the county has no entry. */
export type Elsewhere = { place: Place; weight: number }
/** A spot with the point on it, and the other street when it is a crossing. */
export type Where = Point & { spot: Spot | null; crossing: Street | null; town: string }

/** Standard deviation in metres of where exactly at a place; radii of the gazetteer are 2.5 of them and more. */
const SIGMA_M = { venue: 15, station: 45, stop: 11, school: 32, hospital: 50, landmark: 18 } as const
const AT_CROSSING = 0.12

export type Spots = {
  draw: (setting: WorldSetting, random: Random) => Where
  at: (spot: Spot, setting: WorldSetting, random: Random) => Where
}

export function createSpots(county: InventedCounty, { places, onLand }: DemoGround, seed: number, nullWorld: boolean): Spots {
  const random = createRandom(seedOf(seed, 'neighbourhoods'))
  const rough = new Map<string, number>()
  const roughness = (street: Street) => {
    const key = `${street.town}/${street.neighbourhood}`
    if (!rough.has(key)) rough.set(key, 0.4 + 2.2 * random.next() * random.next())
    return nullWorld ? 1 : rough.get(key)!
  }
  const streets = (weigh: (street: Street) => number): Spot[] => county.streets.map((street) => ({ entry: street, street, weight: street.lengthM * (nullWorld ? 1 : weigh(street) * roughness(street)) }))
  const venues = (weigh: (placeType: GazetteerEntry['placeType'], middle: boolean) => number): Spot[] =>
    county.venues.map((venue) => ({ entry: venue, street: venue.street, weight: weigh(venue.placeType, venue.street.neighbourhood === 0) })).filter(({ weight }) => weight > 0)
  const sights = (weigh: (entry: GazetteerEntry) => number): Spot[] => county.sights.map((entry) => ({ entry, street: null, weight: weigh(entry) })).filter(({ weight }) => weight > 0)

  const draws: Record<Exclude<WorldSetting, 'elsewhere'>, (random: Random) => Spot> = {
    nightlife: draw(venues((type, middle) => (type === 'nightclub' ? 8 : type === 'pub-or-bar' ? (middle ? 2.2 : 0.9) : type === 'other-licensed' ? 0.7 : middle ? 0.6 : 0.2))),
    home: draw(streets(() => 1)),
    street: draw(streets((street) => (street.neighbourhood === 0 ? 2.5 : 1))),
    shop: draw(venues((type) => (type === 'shop-or-food' ? 1 : 0))),
    transport: draw(sights(({ kind, radiusM }) => (kind === 'station' ? 4 : kind === 'stop' ? radiusM / 35 : 0))),
    school: draw(sights(({ kind, name }) => (kind !== 'school' ? 0 : name.includes('Primary') ? 0.3 : 2))),
    park: draw(sights(({ kind, name }) => (kind === 'park' ? 1 : kind === 'landmark' && /Skate|Pier|Square/.test(name) ? 0.7 : 0))),
    care: draw(sights(({ kind }) => (kind === 'hospital' ? 1 : 0))),
  }
  const elsewhere = createDraw(neighboursOf(places), ({ weight }) => weight)

  const at = (spot: Spot, setting: WorldSetting, random: Random): Where => {
    const { entry, street } = spot
    if (entry.kind === 'street' && street) {
      if (setting === 'street' && !nullWorld && street.from && random.next() < AT_CROSSING) return { ...near(street.start, 6, random), spot, crossing: street.from, town: street.town }
      return { ...near(between(street.start, street.end, random.next()), setting === 'home' ? 7 : 3, random), spot, crossing: null, town: street.town }
    }
    const sigmaM = entry.kind === 'park' ? entry.radiusM / 2.7 : SIGMA_M[entry.kind as keyof typeof SIGMA_M]
    return { ...near(entry, sigmaM, random), spot, crossing: null, town: entry.town }
  }
  return {
    at,
    draw: (setting, random) => {
      if (setting !== 'elsewhere') return at(draws[setting](random), setting, random)
      const { place } = elsewhere(random)
      for (;;) {
        const point = near(place, reachOf(peopleOf(place)) / 2, random)
        if (!onLand(point.lat, point.lng)) return { ...point, spot: null, crossing: null, town: place.name }
      }
    },
  }
}

const draw = (spots: Spot[]) => createDraw(spots, ({ weight }) => weight)

export const near = (point: Point, sigmaM: number, random: Random): Point => shift(point, random.normal() * sigmaM, random.normal() * sigmaM)

/** Places over the border whose people come to the county's hospitals: the larger and the nearer, the more. */
function neighboursOf(places: Place[]): Elsewhere[] {
  const middle = { lat: 51.75, lng: 0.55 }
  return places
    .filter((place) => !place.inArea && place.population >= 3_000 && distanceM(middle, place) < 60_000)
    .map((place) => ({ place, weight: Math.sqrt(place.population) / (15_000 + distanceM(middle, place)) }))
}

export const isSetting = (text: string): text is WorldSetting => WORLD_SETTINGS.some((setting) => setting === text)
