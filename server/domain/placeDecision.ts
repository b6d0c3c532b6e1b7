import type { PlaceLevel } from '../contract/vocabulary.ts'

/** What a person decided for all texts that say the same. */
export type PlaceDecision = { kind: 'place'; lat: number; lng: number; radiusM: number; level: PlaceLevel; label: string } | { kind: 'unplaceable' }
