import type { Place } from '../../domain/places.ts'
import type { DemoGround } from '../ground.ts'
import type { Random } from '../random.ts'

export type Point = { lat: number; lng: number }

const M_PER_DEG_LAT = 111_250
/** Metres of a degree of longitude along the county's latitudes, as a straight line: exact to 0.1 %, and free of a cosine. */
export const metresPerDegLng = (lat: number): number => 68_860 - 1_527 * (lat - 51.8)

export const shift = (from: Point, eastM: number, northM: number): Point => ({
  lat: round(from.lat + northM / M_PER_DEG_LAT),
  lng: round(from.lng + eastM / metresPerDegLng(from.lat)),
})

export const offset = (from: Point, to: Point): { eastM: number; northM: number } => ({
  eastM: (to.lng - from.lng) * metresPerDegLng(from.lat),
  northM: (to.lat - from.lat) * M_PER_DEG_LAT,
})

export function distanceM(a: Point, b: Point): number {
  const { eastM, northM } = offset(a, b)
  return Math.sqrt(eastM * eastM + northM * northM)
}

/** A direction at random as a unit vector: by rejection, so that no sine differs from engine to engine. */
export function direction(random: Random): { eastM: number; northM: number } {
  for (;;) {
    const [x, y] = [random.next() * 2 - 1, random.next() * 2 - 1]
    const square = x * x + y * y
    if (square > 0.01 && square < 1) {
      const length = Math.sqrt(square)
      return { eastM: x / length, northM: y / length }
    }
  }
}

/** A point round a centre, on land; after a few vain tries the centre, which the gazetteer puts on land. */
export function scatter(centre: Point, sigmaM: number, onLand: DemoGround['onLand'], random: Random): Point {
  for (let attempt = 0; attempt < 20; attempt++) {
    const spot = shift(centre, random.normal() * sigmaM, random.normal() * sigmaM)
    if (onLand(spot.lat, spot.lng)) return spot
  }
  return { lat: round(centre.lat), lng: round(centre.lng) }
}

/** Several names have no population of their own, and one stands for a whole built-up area. */
export const peopleOf = (place: Place): number => Math.min(Math.max(place.population, place.kind === 'suburb' ? 8_000 : 500), 180_000)

/** How far a town reaches: one of 100,000 people some 3.4 km. */
export const reachOf = (people: number): number => 60 + 10.5 * Math.sqrt(people)

/** The towns of the study area, the largest first. */
export const townsOf = (places: Place[]): Place[] => places.filter((place) => place.inArea).sort((a, b) => peopleOf(b) - peopleOf(a) || a.id - b.id)

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
