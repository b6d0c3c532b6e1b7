import type { PlaceLevel } from '../contract/vocabulary.ts'

/** A place that words may mean. */
export type Candidate = { entryId: string | null; label: string; lat: number; lng: number; radiusM: number; level: PlaceLevel; probability: number }
