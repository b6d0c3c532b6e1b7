import type { GazetteerEntry, GazetteerKind } from '../../domain/gazetteer.ts'
import type { DemoGround } from '../ground.ts'
import type { Random } from '../random.ts'
import { distanceM, scatter, type Point } from './ground.ts'
import { FIRST, LANDMARKS, PARKS, SCHOOLS, SCHOOL_SAINTS, SEASIDE } from './names.ts'
import { between, type Town } from './streets.ts'

export const RADIUS_OF = { station: 130, stop: 35, school: 95, hospital: 150, landmark: 55 } as const

/** The hospitals of the county, by the town they stand in; what staff type for them. */
export const HOSPITALS = [
  { code: 'XH101', name: 'Demo Hospital North', town: 'Colchester', aliases: ['dhn', 'north a&e', 'north hospital'] },
  { code: 'XH102', name: 'Demo Hospital Mid', town: 'Chelmsford', aliases: ['dhm', 'mid a&e', 'mid hospital'] },
  { code: 'XH103', name: 'Demo Hospital South', town: 'Southend-on-Sea', aliases: ['dhs', 'south a&e', 'south hospital'] },
] as const

/** Stations, stops, schools, parks, landmarks and hospitals of a town. */
export function addSights({ place, people, reachM, streets }: Town, onLand: DemoGround['onLand'], random: Random, nextId: (kind: GazetteerKind) => string): GazetteerEntry[] {
  const sights: GazetteerEntry[] = []
  const names = new Set<string>()
  const town = place.name
  const add = (kind: GazetteerKind, name: string, at: Point, radiusM: number, alternatives: string[] = []) => {
    if (names.has(name)) return
    names.add(name)
    sights.push({ id: nextId(kind), kind, name, alternatives, town, lat: at.lat, lng: at.lng, radiusM, placeType: null })
  }
  const round = (sigmaM: number) => scatter(place, sigmaM, onLand, random)
  const count = (perPeople: number) => Math.floor(people / perPeople + random.next())

  if (people > 4_000) add('station', `${town} Railway Station`, round(250), RADIUS_OF.station, [`${town} station`, `${town} train station`])
  if (people > 80_000) add('station', `${town} East Railway Station`, round(reachM / 2), RADIUS_OF.station, [`${town} East station`])
  if (people > 25_000) add('station', `${town} Bus Station`, round(200), RADIUS_OF.station, [`${town} bus depot`])
  for (const street of streets) {
    if (street.lengthM > 330 && random.next() < 0.17) add('stop', `${street.name} Bus Stop`, between(street.start, street.end, 0.2 + 0.6 * random.next()), RADIUS_OF.stop)
  }
  for (let i = 0; i < 1 + count(12_000); i++) {
    const secondary = random.next() < 0.35
    add('school', secondary ? `${i === 0 ? town : random.pick(FIRST)} ${random.pick(SCHOOLS)}` : `${random.pick([...SCHOOL_SAINTS, ...FIRST.slice(0, 20), town])} Primary School`, round(reachM / 2), RADIUS_OF.school)
  }
  for (let i = 0; i < 1 + count(20_000); i++) {
    const name = random.pick(PARKS)
    const radiusM = 110 + Math.round(140 * random.next())
    add('park', `${random.next() < 0.25 ? town : random.pick(FIRST)} ${name}`, round(reachM / 2), radiusM, name === 'Recreation Ground' ? ['the rec'] : [])
  }
  for (const [name, from, others] of LANDMARKS) {
    if (people < from || random.next() < 0.25) continue
    const far = name === 'Retail Park' || name === 'Football Stadium' || name === 'Skate Park'
    add('landmark', `${town} ${name}`, round(far ? reachM / 2 : 130), RADIUS_OF.landmark, others)
  }
  if (SEASIDE.includes(town)) add('landmark', `${town} Pier`, round(300), RADIUS_OF.landmark, ['the pier', 'the seafront'])
  for (const hospital of HOSPITALS) {
    if (hospital.town === town) add('hospital', hospital.name, round(reachM / 3), RADIUS_OF.hospital, [...hospital.aliases])
  }
  return sights
}

/** The town itself: where 19 of 20 of its streets lie. */
export function townEntry({ place, streets }: Town, id: string): GazetteerEntry {
  const far = streets.flatMap((street) => [distanceM(place, street.start), distanceM(place, street.end)]).sort((a, b) => a - b)
  const radiusM = Math.max(300, Math.ceil(far[Math.floor(far.length * 0.97)] ?? 0))
  return { id, kind: 'town', name: place.name, alternatives: shortNames(place.name), town: place.name, lat: place.lat, lng: place.lng, radiusM, placeType: null }
}

const shortNames = (name: string): string[] => {
  const short = name.replace(/-(on|upon)-.*$/, '').replace(/^South (Benfleet)$/, '$1')
  return short === name ? [] : [short]
}
