// A small gazetteer made by hand: three towns, names that come back, and one of every kind.
import type { GazetteerEntry, GazetteerKind } from '../../server/domain/gazetteer.ts'
import type { PlaceType } from '../../server/contract/vocabulary.ts'
import { createGeocoder, type GeocoderOptions } from '../../server/geocode/geocoder.ts'

const TOWNS = { Elmford: [51.73, 0.47], Marlsea: [51.54, 0.71], 'Great Oxley': [51.8, 0.64] } as const
type Town = keyof typeof TOWNS

let count = 0
/** `at`: metres east and north of the town's middle. */
function entry(kind: GazetteerKind, name: string, town: Town, at: [number, number], radiusM: number, alternatives: string[] = [], placeType: PlaceType | null = null): GazetteerEntry {
  const [lat, lng] = TOWNS[town]
  return { id: `x${String(++count).padStart(3, '0')}`, kind, name, alternatives, town, lat: lat + at[1] / 111_250, lng: lng + at[0] / 68_900, radiusM, placeType }
}

export const GAZETTEER: GazetteerEntry[] = [
  entry('town', 'Elmford', 'Elmford', [0, 0], 3000), entry('town', 'Marlsea', 'Marlsea', [0, 0], 3500, ['Marlsea-on-Sea']), entry('town', 'Great Oxley', 'Great Oxley', [0, 0], 900),
  entry('street', 'High Street', 'Elmford', [0, 50], 210, ['the Strip']), entry('street', 'High Street', 'Marlsea', [100, 0], 230), entry('street', 'High Street', 'Great Oxley', [0, 0], 180),
  entry('street', 'Mill Lane', 'Elmford', [600, 100], 150), entry('street', 'Mill Road', 'Marlsea', [900, 300], 150), entry('street', 'St Johns Street', 'Elmford', [150, 150], 200),
  entry('street', 'Commercial Road', 'Marlsea', [-300, 250], 190), entry('street', 'Foxglove Avenue', 'Marlsea', [1500, 900], 170), entry('street', 'Quebec Gardens', 'Great Oxley', [250, 200], 120), entry('street', 'The Steps', 'Marlsea', [-150, -200], 80),
  entry('venue', 'The Black Lion', 'Marlsea', [-310, 240], 45, [], 'pub-or-bar'), entry('venue', 'The Black Lion', 'Elmford', [20, 70], 45, ['the Lion'], 'pub-or-bar'), entry('venue', 'Zanzibar', 'Elmford', [30, 40], 45, ['Zanzibar Nightclub', "Sweeney's"], 'nightclub'),
  entry('venue', 'Kebab Corner House', 'Marlsea', [80, 10], 45, [], 'shop-or-food'), entry('venue', "St Catherine's Social Club", 'Great Oxley', [120, -60], 45, [], 'other-licensed'), entry('venue', 'The Queens Head', 'Great Oxley', [30, 10], 45, ['the Head'], 'pub-or-bar'),
  entry('station', 'Elmford Railway Station', 'Elmford', [-200, -100], 130, ['Elmford station']), entry('station', 'Marlsea Railway Station', 'Marlsea', [300, -250], 130, ['Marlsea station']), entry('stop', 'Foxglove Avenue Bus Stop', 'Marlsea', [1480, 880], 35),
  entry('school', "St Mary's Primary School", 'Elmford', [-800, 500], 95), entry('school', 'Oxley Academy', 'Great Oxley', [-300, 200], 95), entry('park', 'Jubilee Recreation Ground', 'Elmford', [900, -700], 180), entry('landmark', 'Marlsea Pier', 'Marlsea', [0, -500], 120, ['the pier']),
  entry('hospital', 'Elmford General Hospital', 'Elmford', [-1500, 1500], 150, ['the General']),
  entry('postcode', 'ZZ1 1AB', 'Elmford', [10, 60], 60), entry('postcode', 'ZZ1 1AD', 'Elmford', [610, 110], 60), entry('postcode', 'ZZ1 2AB', 'Elmford', [-800, 500], 60), entry('postcode', 'ZZ9 4XY', 'Marlsea', [-300, 250], 60), entry('postcode', 'ZZ9 5XY', 'Marlsea', [1500, 900], 60),
  entry('postcode-sector', 'ZZ1 1', 'Elmford', [300, 80], 700),
]
const hospital = GAZETTEER.find(({ kind }) => kind === 'hospital')!
export const ELMFORD_GENERAL = { lat: hospital.lat, lng: hospital.lng }
export const MARLSEA_CLINIC = { lat: 51.555, lng: 0.7 }
export const SITES = [{ ...ELMFORD_GENERAL, aliases: ['egh'] }, { ...MARLSEA_CLINIC, aliases: ['marlsea a&e', 'mmc'] }]
export const named = (name: string, town?: string) => GAZETTEER.find((one) => one.name === name && (town === undefined || one.town === town))!
export const handMade = (options: GeocoderOptions = {}) => createGeocoder(GAZETTEER, { sites: SITES, ...options })
