import type { PlaceType } from '../../../server/contract/vocabulary.ts'
import type { GazetteerEntry, GazetteerKind } from '../../../server/domain/gazetteer.ts'

export type Tags = Record<string, string>
export type Use = Pick<GazetteerEntry, 'kind' | 'placeType' | 'radiusM' | 'name' | 'alternatives' | 'town'>

const to = (kind: GazetteerKind, radiusM: number, placeType: PlaceType | null = null) => ({ kind, radiusM, placeType })

/** tag=value → what it is for us; the radius is the least, a way's own extent may be more. First match wins. */
const USES: Record<string, ReturnType<typeof to>> = {
  'amenity=pub': to('venue', 40, 'pub-or-bar'),
  'amenity=bar': to('venue', 40, 'pub-or-bar'),
  'amenity=nightclub': to('venue', 40, 'nightclub'),
  'amenity=fast_food': to('venue', 40, 'shop-or-food'),
  'amenity=restaurant': to('venue', 40, 'shop-or-food'),
  'amenity=cafe': to('venue', 40, 'shop-or-food'),
  'amenity=school': to('school', 120, 'school-or-education'),
  'amenity=college': to('school', 150, 'school-or-education'),
  'amenity=university': to('school', 200, 'school-or-education'),
  'amenity=hospital': to('hospital', 200),
  'amenity=bus_station': to('station', 100, 'transport'),
  'railway=station': to('station', 150, 'transport'),
  'highway=bus_stop': to('stop', 50, 'transport'),
  'leisure=park': to('park', 100, 'park-or-open-space'),
  'place=city': to('town', 1_500),
  'place=town': to('town', 1_000),
  'place=suburb': to('town', 600),
  'place=village': to('town', 500),
  'place=hamlet': to('town', 300),
}
const STREET = to('street', 40)
/** Values of highway= that are not a street one could stand in. */
const NO_STREET = new Set(['bus_stop', 'platform', 'proposed', 'construction', 'abandoned', 'razed', 'rest_area', 'services', 'street_lamp', 'crossing', 'traffic_signals'])
const OTHER_NAMES = ['alt_name', 'short_name', 'official_name', 'old_name', 'loc_name', 'name:en']

/** null: nothing we use, or it has no name to be found by. `isLine`: a way or a line, which alone can be a street. */
export function purposeOf(tags: Tags, isLine: boolean): Use | 'no name' | null {
  const kinds = ['amenity', 'railway', 'leisure', 'place', 'highway'].map((key) => USES[`${key}=${tags[key]}`]).filter((found) => found !== undefined)
  const highway = tags['highway']
  const found = kinds[0] ?? (isLine && highway !== undefined && !NO_STREET.has(highway) ? STREET : undefined)
  if (!found) return null
  const name = (tags['name'] ?? '').trim()
  if (name === '') return 'no name'
  const alternatives = OTHER_NAMES.flatMap((key) => (tags[key] ?? '').split(';')).map((one) => one.trim()).filter((one) => one !== '' && one !== name)
  return { ...found, name, alternatives: [...new Set(alternatives)], town: (tags['addr:city'] ?? '').trim() }
}
