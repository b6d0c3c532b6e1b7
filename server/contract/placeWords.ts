// What the review of places has in common between server and browser, apart from its schemas: words and limits, no zod.
/** Why a text is up for review: it was not placed, or it was and nobody should be sure of it. */
export const REVIEW_LABELS = {
  'not-found': 'The words fit nothing in the gazetteer',
  'ambiguous-place': 'The words fit several places',
  'too-coarse': 'Only a town or postcode sector is known',
  'default-place': "A filler: the hospital's own place, or the middle of an area",
  unsure: 'Placed, but less than 4 in 5 sure',
} as const
export type ReviewOutcome = keyof typeof REVIEW_LABELS
export const REVIEW_OUTCOMES = Object.keys(REVIEW_LABELS) as [ReviewOutcome, ...ReviewOutcome[]]
/** Probability from which a place counts as sure. */
export const SURE = 0.8

/** What a person can say of a place. Never `exact` nor `snap-point`: those are coordinates that came with the row. */
export const DECIDED_LEVELS = ['venue', 'junction', 'street', 'postcode', 'landmark', 'home', 'postcode-sector', 'town', 'area'] as const
/** Wider than this, a place is an area: it must not count in the cells of streets and buildings. */
export const WIDEST_FINE_M = 2000
