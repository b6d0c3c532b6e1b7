// The fixed words of data quality. Apart from the schemas, so that a page can have them without what checks them.

/** Every figure of a scorecard, in the order in which people see them. */
export const FIGURE_KEYS = [
  'usable-place', 'blank-place', 'coarse-place', 'ambiguous-place', 'unknown-place', 'own-place', 'filler-text',
  'no-time', 'heaped-time', 'arrival-time', 'late-time',
  'method-unsaid', 'place-type-unsaid', 'place-type-against',
  'days-late', 'months-missing', 'months-again',
  'personal-data', 'rows-aside',
] as const
export type FigureKey = (typeof FIGURE_KEYS)[number]

export const FIGURE_GROUPS = { place: 'Where', time: 'When', codes: 'Codes', arrival: 'Arrival of the files', rows: 'Rows' } as const
export type FigureGroup = keyof typeof FIGURE_GROUPS

/** `too-few`: fewer than 20 to judge by; `not-asked`: the feed does not carry it; `none`: told, not judged. */
export const GRADES = ['good', 'fair', 'poor', 'too-few', 'not-asked', 'none'] as const
export type Grade = (typeof GRADES)[number]
export const GRADE_LABELS: Record<Grade, string> = {
  good: 'Good', fair: 'Fair', poor: 'Poor', 'too-few': 'Too few to say', 'not-asked': 'Not asked', none: 'Not judged',
}

/** Below this many, a share says more about chance than about a site. */
export const ENOUGH = 20

/** Why there is no letter: said by the service, and by the page in place of the links. */
export const tooFewForLetter = (incidents: number): string =>
  `Too few cases to write a letter about: ${incidents} ${incidents === 1 ? 'incident' : 'incidents'} in these months, and a letter needs at least ${ENOUGH}.`

export const CHANGES = ['better', 'worse', 'steady', 'too-few'] as const
export type Change = (typeof CHANGES)[number]

export const DEFAULT_MARKING = 'OFFICIAL–SENSITIVE'
