// Which kinds of places agree with the code of the kind of place.
import type { PlaceType, Said } from '../contract/vocabulary.ts'
import type { GazetteerEntry, GazetteerKind } from '../domain/gazetteer.ts'

const KINDS: Partial<Record<PlaceType, GazetteerKind[]>> = {
  'own-home': ['street', 'postcode'],
  'other-home': ['street', 'postcode'],
  'street-or-outdoor': ['street', 'landmark', 'stop', 'park'],
  transport: ['station', 'stop'],
  'school-or-education': ['school'],
  'park-or-open-space': ['park'],
  'custody-or-care': ['hospital', 'landmark'],
}
/** Kinds of premises that people and receptionists take for one another. */
const ALIKE: PlaceType[][] = [
  ['pub-or-bar', 'nightclub', 'other-licensed'],
  ['shop-or-food', 'work'],
]

/** 1 agrees, -1 speaks against, 0 tells nothing. */
export function placeTypeAgreement(said: Said<PlaceType> | undefined, entry: Pick<GazetteerEntry, 'kind' | 'placeType'>): -1 | 0 | 1 {
  if (said === undefined || said === 'unknown' || said === 'missing' || said === 'not-asked' || said === 'other' || said === 'work') return 0
  if (entry.placeType === said) return 1
  if (entry.placeType !== null && ALIKE.some((group) => group.includes(said) && group.includes(entry.placeType!))) return 1
  const kinds = KINDS[said] ?? ['venue']
  if (entry.kind === 'venue') return kinds.includes('venue') && entry.placeType === null ? 1 : -1
  return kinds.includes(entry.kind) ? 1 : -1
}
