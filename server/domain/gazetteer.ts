import type { PlaceType } from '../contract/vocabulary.ts'

/** What a gazetteer can hold. */
export const GAZETTEER_KINDS = ['postcode', 'postcode-sector', 'venue', 'street', 'station', 'stop', 'school', 'park', 'hospital', 'landmark', 'town'] as const
export type GazetteerKind = (typeof GAZETTEER_KINDS)[number]

/** One named place. Files of them are CSV with the columns of GAZETTEER_COLUMNS. */
export type GazetteerEntry = {
  /** unique in its file, stable from vintage to vintage */
  id: string
  kind: GazetteerKind
  name: string
  /** other names people use, nicknames included */
  alternatives: string[]
  /** town or place it lies in; '' when not known */
  town: string
  /** WGS84 degrees: its middle */
  lat: number
  lng: number
  /** metres from its middle within which something said to have happened "there" truly happened, 19 times in 20 */
  radiusM: number
  /** for a venue */
  placeType: PlaceType | null
}

/** In this order; `alternatives` are separated by "|". */
export const GAZETTEER_COLUMNS = ['id', 'kind', 'name', 'alternatives', 'town', 'lat', 'lng', 'radius_m', 'place_type'] as const
