/** How a place came to be known, finest first. `snap-point`: moved to a shared public point before we got it. */
export type PlaceLevel = 'exact' | 'snap-point' | 'street' | 'postcode' | 'town' | 'area'

/** One place an event may have happened. Candidates of a case sum to a probability of at most 1. */
export type PlaceCandidate = {
  cell: string
  /** WGS84 degrees, as received */
  lat: number
  lng: number
  /** metres within which the true place lies; null when the supplier does not say */
  radiusM: number | null
  level: PlaceLevel
  probability: number
}

export type UnplacedReason = 'no-coordinates' | 'outside-area' | 'unknown-category'
