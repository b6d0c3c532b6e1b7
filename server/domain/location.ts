import type { PlaceLevel } from '../contract/vocabulary.ts'

/** One place an event may have happened. Candidates of a case come most probable first and sum to a probability of at most 1. */
export type PlaceCandidate = {
  cell: string
  /** WGS84 degrees */
  lat: number
  lng: number
  /** metres within which the true place lies (19 times in 20); null when the supplier does not say */
  radiusM: number | null
  level: PlaceLevel
  probability: number
  /** what the gazetteer calls it; null for bare coordinates */
  label: string | null
}
