import type { PlaceType } from '../../contract/vocabulary.ts'
import type { GazetteerEntry } from '../../domain/gazetteer.ts'
import type { DemoGround } from '../ground.ts'
import type { Random } from '../random.ts'
import { shift } from './ground.ts'
import { BARS, CLUBS, FOOD, FOOD_CHAINS, PUBS, SHOPS, SHOP_CHAINS, SOCIAL } from './names.ts'
import { between, type Street, type Town } from './streets.ts'

/** A place with a name that stands on a street. */
export type Venue = GazetteerEntry & { street: Street }

const RADIUS_M = 45

/** Pubs, bars, clubs, takeaways and shops of a town. The first street of a town with clubs is where people go out: its strip. */
export function openVenues({ people, streets, place }: Town, rank: number, onLand: DemoGround['onLand'], random: Random, nextId: () => string): Venue[] {
  const venues: Venue[] = []
  const taken = new Set<string>()
  const middle = streets.filter((street) => street.neighbourhood === 0)
  const strip = streets.slice(0, 3)
  const open = (name: string, placeType: PlaceType, on: Street[], alternatives: string[] = [], branch = false) => {
    if ((taken.has(name) && !branch) || on.length === 0) return
    taken.add(name)
    const street = random.pick(on)
    const spot = between(street.start, street.end, 0.06 + 0.88 * random.next())
    const side = shift(spot, (random.next() - 0.5) * 20, (random.next() - 0.5) * 20)
    const { lat, lng } = onLand(side.lat, side.lng) ? side : spot
    venues.push({ id: nextId(), kind: 'venue', name, alternatives, town: place.name, lat, lng, radiusM: RADIUS_M, placeType, street })
  }
  const count = (perPeople: number) => Math.floor(people / perPeople + random.next())
  const places = (share: number) => (random.next() < share ? middle : streets)

  for (let i = 0; i < 1 + count(5_500); i++) {
    const name = random.pick(PUBS)
    open(name, 'pub-or-bar', places(0.55), nickname(name, random))
  }
  if (rank < 14) {
    for (let i = 0; i < 1 + count(45_000); i++) {
      const name = random.pick(CLUBS)
      open(name, 'nightclub', strip.slice(0, 2), random.next() < 0.5 ? [`${name} Nightclub`] : [])
    }
    for (let i = 0; i < 3 + count(30_000); i++) open(random.pick(BARS), 'pub-or-bar', strip)
    for (let i = 0; i < 3; i++) open(random.pick(FOOD), 'shop-or-food', strip)
  }
  for (let i = 0; i < count(22_000); i++) open(random.pick(SOCIAL), 'other-licensed', streets)
  for (let i = 0; i < count(9_000); i++) open(random.pick(FOOD), 'shop-or-food', places(0.5))
  for (let i = 0; i < count(14_000); i++) open(random.pick(FOOD_CHAINS), 'shop-or-food', places(0.6), [], true)
  for (let i = 0; i < count(11_000); i++) open(random.pick(SHOP_CHAINS), 'shop-or-food', places(0.4), [], true)
  for (let i = 0; i < count(16_000); i++) open(random.pick(SHOPS), 'shop-or-food', streets)
  return venues
}

/** For one pub in six the short name its guests use: "the Lion". */
const nickname = (name: string, random: Random): string[] => {
  const words = name.split(' ')
  return words.length === 3 && random.next() < 1 / 6 ? [`the ${words[2]}`] : []
}
