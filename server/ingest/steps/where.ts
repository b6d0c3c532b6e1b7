import { cellToLatLng, cellToParent } from 'h3-js'
import type { Profile } from '../../contract/profile.ts'
import type { IssueKind, PlaceLevel, PlaceType, Said, UnplacedReason } from '../../contract/vocabulary.ts'
import { cellOfPoint } from '../../domain/cell.ts'
import { isInvented } from '../../domain/demo.ts'
import type { PlaceCandidate } from '../../domain/location.ts'
import { wordsOf } from '../../geocode/clean.ts'
import { homeWords } from '../../geocode/home.ts'
import { readCoordinates } from '../../geocode/coordinates.ts'
import type { Coordinates } from '../../geocode/coordinates.ts'
import type { Candidate, Geocoded } from '../../geocode/geocoder.ts'
import type { Ground } from '../ground.ts'
import type { NamedRow } from '../profiles/columns.ts'

export type Where =
  | {
      places: PlaceCandidate[]
      unplaced: UnplacedReason | null
      /** the scrubbed words of the place, and what like words share */
      text: string | null
      key: string | null
      /** somebody's home: nothing finer than an area may stay anywhere */
      home: boolean
    }
  | { fault: { field: string; kind: IssueKind } }

/** An LSOA has some 1,500 residents; a cell of resolution 8 (0.65 km²) stands in for one. */
export const HOME_RESOLUTION = 8
const HOME_RADIUS_M = 600
/** Resolution at which a place of each level is indexed: finer would claim what is not known. */
const RESOLUTION: Record<PlaceLevel, number> = {
  exact: 10, venue: 10, junction: 10, street: 10, 'snap-point': 9, postcode: 10, landmark: 9, home: HOME_RESOLUTION, 'postcode-sector': 7, town: 7, area: 7,
}

/** Keeps a home to its area: the middle of a cell the size of an LSOA, never the point. */
const asHome = (lat: number, lng: number, probability: number): PlaceCandidate => {
  const cell = cellOfPoint(lat, lng, HOME_RESOLUTION)
  const [middleLat, middleLng] = cellToLatLng(cell)
  return { cell, lat: middleLat, lng: middleLng, radiusM: HOME_RADIUS_M, level: 'home', probability, label: null }
}

export const asPlace = ({ lat, lng, radiusM, level, probability, label }: Candidate): PlaceCandidate =>
  level === 'home' ? asHome(lat, lng, probability) : { cell: cellOfPoint(lat, lng, RESOLUTION[level]), lat, lng, radiusM, level, probability, label }

const UNPLACED: Record<Geocoded['outcome'], UnplacedReason | null> = {
  placed: null, ambiguous: 'ambiguous-place', home: 'home', coarse: 'too-coarse', default: 'default-place', 'not-found': 'not-found', 'nothing-said': 'no-place-text',
}

/** Whether a place lies in the study area; a cell coarser than the area's own is judged by its middle. */
export const createInArea = ({ studyArea }: Pick<Ground, 'studyArea'>) => {
  const known = new Map<string, boolean>()
  return ({ cell, lat, lng, level }: PlaceCandidate): boolean => {
    let is = known.get(cell)
    if (is === undefined) known.set(cell, (is = studyArea.has(RESOLUTION[level] >= 9 ? cellToParent(cell, 9) : cellOfPoint(lat, lng, 9))))
    return is
  }
}

/** What the geocoder made of a text, as places of a case. */
export const placesOf = (found: Geocoded, inArea: (place: PlaceCandidate) => boolean): { places: PlaceCandidate[]; unplaced: UnplacedReason | null } => {
  const places = found.candidates.map(asPlace)
  const best = places[0]
  const unplaced = UNPLACED[found.outcome]
  return { places, unplaced: unplaced ?? (best && !inArea(best) ? 'outside-area' : best ? null : 'not-found') }
}

/** Where a row says it happened, judged: coordinates first, then words. */
export const createReadPlace = (profile: Profile, ground: Ground) => {
  const inArea = createInArea(ground)
  const { bbox } = ground.studyArea

  /** A machine does not lose signs: what lies west of Greenwich in its file lies there. */
  const abroad = (told: Coordinates, { lat, lng }: NamedRow['fields']): Coordinates =>
    profile.strict && told.kind === 'fault' && told.issue === 'sign-missing' ? { kind: 'point', lat: Number(lat), lng: Number(lng), radiusM: 0, level: 'exact' } : told

  return ({ fields }: NamedRow, organisation: string, placeType: Said<PlaceType>): Where => {
    const geocoder = isInvented(organisation) ? ground.geocoders.invented : ground.geocoders.real
    const text = fields.placeText || null
    const key = text === null ? null : geocoder.key(text) || null
    const homeType = placeType === 'own-home' || placeType === 'other-home'
    const own = ground.sites.byOrganisation(organisation)
    const hospital = own?.source === 'emergency-department' ? own : null
    const told = abroad(readCoordinates(fields, { bbox, sites: hospital ? [hospital] : [] }), fields)
    if (told.kind === 'fault' && !(told.issue === 'default-place' && text)) {
      if (told.issue !== 'default-place') return { fault: { field: 'coordinates', kind: told.issue } }
      return { places: [], unplaced: 'default-place', text, key, home: homeType }
    }
    if (told.kind === 'point') {
      const { lat, lng, radiusM } = told
      // Also a home by its words: an address that an ambulance drove to says so in the text, and the triage has no kind of place.
      if (homeType || (text !== null && homeWords(wordsOf(text)).size > 0)) return { places: [asHome(lat, lng, 1)], unplaced: 'home', text, key, home: true }
      const level = profile.place
      const place = { cell: cellOfPoint(lat, lng, Math.min(profile.resolution, RESOLUTION[level])), lat, lng, radiusM: level === 'snap-point' ? null : radiusM, level, probability: 1, label: null }
      return { places: [place], unplaced: inArea(place) ? null : 'outside-area', text, key, home: false }
    }
    const { postcode } = fields
    if (text === null && !postcode) return { places: [], unplaced: profile.columns.placeText ? (homeType ? 'home' : 'no-place-text') : 'no-coordinates', text, key, home: homeType }
    const found = geocoder.geocode(text ?? '', { near: hospital, ...(postcode && { postcode }), placeType })
    const { places, unplaced } = placesOf(found, inArea)
    return { places, unplaced, text, key, home: homeType || found.outcome === 'home' }
  }
}
