import { cellToLatLng, latLngToCell } from 'h3-js'
import type { GazetteerEntry, GazetteerKind } from '../../domain/gazetteer.ts'
import type { DemoGround } from '../ground.ts'
import { createRandom } from '../random.ts'
import { townsOf } from './ground.ts'
import { STRIP_NAMES } from './names.ts'
import { postcodesOf, type StreetPostcodes } from './postcodes.ts'
import { addSights, townEntry } from './sights.ts'
import { growTown, type Street, type Town } from './streets.ts'
import { openVenues, type Venue } from './venues.ts'

/** Streets, venues and sights laid on real towns. There is one such county: its seed is its own, whatever the seed of a world in it. */
export type InventedCounty = {
  towns: Town[]
  streets: Street[]
  venues: Venue[]
  /** stations, stops, schools, parks, landmarks and hospitals */
  sights: GazetteerEntry[]
  postcodes: StreetPostcodes
  /** everything, in the order of the file */
  entries: GazetteerEntry[]
}

const SEED = 27_700
const SHORT: Record<GazetteerKind, string> = {
  postcode: 'pc', 'postcode-sector': 'ps', venue: 'vn', street: 'st', station: 'rs', stop: 'bs', school: 'sc', park: 'pk', hospital: 'hp', landmark: 'lm', town: 'tn',
}

export function inventCounty({ places, onLand: landAt }: DemoGround): InventedCounty {
  const random = createRandom(SEED)
  // The study area is made of cells: a place counts as inside it only when the middle of its cell is inside too.
  const onLand = (lat: number, lng: number) => landAt(lat, lng) && landAt(...cellToLatLng(latLngToCell(lat, lng, 9)))
  const counts = new Map<GazetteerKind, number>()
  const nextId = (kind: GazetteerKind) => {
    const n = (counts.get(kind) ?? 0) + 1
    counts.set(kind, n)
    return `demo-${SHORT[kind]}-${String(n).padStart(4, '0')}`
  }
  const towns = townsOf(places).map((place) => growTown(place, onLand, random, () => nextId('street'))).filter(({ streets }) => streets.length > 0)
  towns.slice(0, STRIP_NAMES.length + 1).forEach(({ streets }, rank) => {
    streets[0]!.alternatives.push(STRIP_NAMES[Math.max(0, rank - 1)]!) // the first name twice: in the largest two towns
  })
  const venues = towns.flatMap((town, rank) => openVenues(town, rank, onLand, random, () => nextId('venue')))
  const sights = towns.flatMap((town) => addSights(town, onLand, random, nextId))
  const { byStreet, sectors } = postcodesOf(towns, nextId)
  const streets = towns.flatMap((town) => town.streets)
  const entries: GazetteerEntry[] = [...towns.map((town) => townEntry(town, nextId('town'))), ...streets, ...venues, ...sights, ...sectors, ...[...byStreet.values()].flat()]
  return { towns, streets, venues, sights, postcodes: byStreet, entries }
}
