import type { GazetteerEntry } from '../../domain/gazetteer.ts'
import type { Place } from '../../domain/places.ts'
import type { DemoGround } from '../ground.ts'
import type { Random } from '../random.ts'
import { direction, distanceM, offset, peopleOf, reachOf, scatter, shift, type Point } from './ground.ts'
import { COMMON_STREETS, FIRST, LAST } from './names.ts'

/** A straight piece of road. It begins on `from`, another street, save the first of each neighbourhood. */
export type Street = GazetteerEntry & {
  lengthM: number
  start: Point
  end: Point
  /** the street it branches off, and where */
  from: Street | null
  /** metres to the middle of the town */
  centreM: number
  /** a group of streets grown together; 0 is the town's middle */
  neighbourhood: number
}
export type Town = { place: Place; people: number; reachM: number; streets: Street[] }

const PEOPLE_PER_STREET = 1_550
const STREETS_PER_NEIGHBOURHOOD = 14
/** Of a line's half length: 19 incidents in 20 lie within. */
const NINETEEN_IN_TWENTY = 0.96

/** Grows the streets of a town: neighbourhoods scattered round its middle, in each a first street and others that branch off. */
export function growTown(place: Place, onLand: DemoGround['onLand'], random: Random, nextId: () => string): Town {
  const people = peopleOf(place)
  const reachM = reachOf(people)
  const names = streetNames(people, random)
  const neighbourhoods = Math.max(1, Math.round(names.length / STREETS_PER_NEIGHBOURHOOD))
  const streets: Street[] = []
  for (let n = 0; n < neighbourhoods; n++) {
    const mine = names.slice(Math.round((n * names.length) / neighbourhoods), Math.round(((n + 1) * names.length) / neighbourhoods))
    const middle = n === 0 ? place : scatter(place, reachM * 0.5, onLand, random)
    const grown: Street[] = []
    for (const name of mine) {
      const line = newLine(middle, grown, n === 0 && grown.length === 0, onLand, random)
      if (!line) continue
      const centre = shift(line.start, offset(line.start, line.end).eastM / 2, offset(line.start, line.end).northM / 2)
      grown.push({
        id: nextId(), kind: 'street', name, alternatives: [], town: place.name, ...centre,
        radiusM: Math.ceil((line.lengthM / 2) * NINETEEN_IN_TWENTY) + 12, placeType: null,
        ...line, centreM: distanceM(place, centre), neighbourhood: n,
      })
    }
    streets.push(...grown)
  }
  return { place, people, reachM, streets }
}

/** Names, each once in the town: the common ones first, since they lie in the middle. */
function streetNames(people: number, random: Random): string[] {
  const wanted = 3 + Math.round(people / PEOPLE_PER_STREET)
  const names = new Set<string>()
  const size = Math.min(1.6, 0.45 + people / 25_000)
  for (const [name, chance] of COMMON_STREETS) if (names.size < wanted && random.next() < chance * size) names.add(name)
  while (names.size < wanted) names.add(`${random.pick(FIRST)} ${random.pick(LAST)}`)
  return [...names]
}

function newLine(middle: Point, grown: Street[], main: boolean, onLand: DemoGround['onLand'], random: Random) {
  for (let attempt = 0; attempt < 25; attempt++) {
    const from = grown.length === 0 ? null : random.pick(grown)
    const lengthM = Math.round(main ? 420 : 120 + 260 * random.next() + 260 * random.next())
    const way = from ? across(from, random) : direction(random)
    const along = 0.1 + 0.8 * random.next()
    const start = from ? between(from.start, from.end, along) : shift(middle, (-way.eastM * lengthM) / 2, (-way.northM * lengthM) / 2)
    const end = shift(start, way.eastM * lengthM, way.northM * lengthM)
    const half = between(start, end, 0.5)
    if ([start, half, end].every((point) => onLand(point.lat, point.lng))) return { lengthM, start, end, from }
  }
  return null
}

/** Roughly at a right angle to a street, to either side. */
function across(street: Street, random: Random): { eastM: number; northM: number } {
  const { eastM, northM } = offset(street.start, street.end)
  const side = random.next() < 0.5 ? 1 : -1
  const lean = (random.next() - 0.5) * 0.7
  const [x, y] = [-northM * side + eastM * lean, eastM * side + northM * lean]
  const length = Math.sqrt(x * x + y * y)
  return { eastM: x / length, northM: y / length }
}

export function between(a: Point, b: Point, share: number): Point {
  const { eastM, northM } = offset(a, b)
  return shift(a, eastM * share, northM * share)
}
