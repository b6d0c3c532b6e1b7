import type { GazetteerEntry } from '../../domain/gazetteer.ts'
import { distanceM } from './ground.ts'
import { between, type Street, type Town } from './streets.ts'

/** XE is no postcode area of Royal Mail. */
export const AREA = 'XE'
const LETTERS = 'ABDEFGHJLNPQRSTUWXYZ' // the units of real postcodes leave out C I K M O V
const STREETS_PER_SECTOR = 16
const LONG_STREET_M = 500

/** The postcodes of a street: one, or one for each half of a long one. */
export type StreetPostcodes = Map<string, GazetteerEntry[]>

/** Postcodes by street id, and their sectors: a district for each large town and for each few small ones. */
export function postcodesOf(towns: Town[], nextId: (kind: 'postcode' | 'postcode-sector') => string) {
  const byStreet: StreetPostcodes = new Map()
  const sectors: GazetteerEntry[] = []
  let sector = 0
  let members: Street[] = []
  let unit = 0
  let name = sectorName(0)
  const close = () => {
    if (members.length > 0) sectors.push(sectorEntry(name, members, nextId('postcode-sector')))
    members = []
    unit = 0
    name = sectorName(++sector)
  }
  for (const { streets } of towns) {
    for (const street of streets) {
      if (members.length >= STREETS_PER_SECTOR || (members[0] && members[0].town !== street.town && distanceM(members[0], street) > 6_000)) close()
      members.push(street)
      const halves = street.lengthM > LONG_STREET_M ? 2 : 1
      byStreet.set(street.id, Array.from({ length: halves }, (_, i) => {
        const { lat, lng } = between(street.start, street.end, (i + 0.5) / halves)
        const radiusM = Math.ceil(street.lengthM / halves / 2) + 15
        const letters = `${LETTERS[Math.floor(unit / LETTERS.length) % LETTERS.length]}${LETTERS[(unit * 7 + 3) % LETTERS.length]}`
        unit++
        return { id: nextId('postcode'), kind: 'postcode' as const, name: `${name}${letters}`, alternatives: [], town: street.town, lat, lng, radiusM, placeType: null }
      }))
    }
  }
  close()
  return { byStreet, sectors }
}

/** XE1 1, XE1 2 … XE1 9, XE2 1 … */
const sectorName = (n: number): string => `${AREA}${1 + Math.floor(n / 9)} ${1 + (n % 9)}`

function sectorEntry(name: string, streets: Street[], id: string): GazetteerEntry {
  const mean = (of: (street: Street) => number) => Math.round((streets.reduce((sum, street) => sum + of(street), 0) / streets.length) * 1e6) / 1e6
  const middle = { lat: mean((street) => street.lat), lng: mean((street) => street.lng) }
  const radiusM = Math.ceil(Math.max(...streets.flatMap((street) => [distanceM(middle, street.start), distanceM(middle, street.end)])))
  return { id, kind: 'postcode-sector', name, alternatives: [], town: streets[0]!.town, ...middle, radiusM, placeType: null }
}
