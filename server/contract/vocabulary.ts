// The fixed words that server and browser share. Order is the order in which people see them.

/** Organisations' feeds. */
export const SOURCES = ['police', 'ambulance', 'emergency-department'] as const
export type Source = (typeof SOURCES)[number]

export const SOURCE_LABELS: Record<Source, string> = {
  police: 'Police',
  ambulance: 'Ambulance',
  'emergency-department': 'Emergency department',
}

/** The fourteen categories of data.police.uk, as slugs of their published names, and one for a name we do not know. */
export const CATEGORY_LABELS = {
  'violence-and-sexual-offences': 'Violence and sexual offences',
  robbery: 'Robbery',
  'possession-of-weapons': 'Possession of weapons',
  'public-order': 'Public order',
  'anti-social-behaviour': 'Anti-social behaviour',
  'criminal-damage-and-arson': 'Criminal damage and arson',
  drugs: 'Drugs',
  burglary: 'Burglary',
  'theft-from-the-person': 'Theft from the person',
  'bicycle-theft': 'Bicycle theft',
  shoplifting: 'Shoplifting',
  'vehicle-crime': 'Vehicle crime',
  'other-theft': 'Other theft',
  'other-crime': 'Other crime',
} as const
export type Category = keyof typeof CATEGORY_LABELS
export const CATEGORIES = Object.keys(CATEGORY_LABELS) as [Category, ...Category[]]

/** What the service is for; asked for when a query names no category. */
export const VIOLENCE_CATEGORIES: Category[] = ['violence-and-sexual-offences']

/** A part of the local day. `night` runs over midnight and belongs to the operational day (06:00–05:59) it began in. */
export const DAY_PARTS = ['morning', 'afternoon', 'evening', 'night'] as const
export type DayPart = (typeof DAY_PARTS)[number]
export const DAY_PART_LABELS: Record<DayPart, string> = {
  morning: 'Morning 06:00–12:00',
  afternoon: 'Afternoon 12:00–18:00',
  evening: 'Evening 18:00–22:00',
  night: 'Night 22:00–06:00',
}

/** Three different things that a blank could mean, and the ordinary case. */
export const CELL_STATES = ['count', 'zero', 'suppressed', 'no-data'] as const
export type CellState = (typeof CELL_STATES)[number]

export const RESOLUTIONS = [7, 8, 9, 10] as const
export type Resolution = (typeof RESOLUTIONS)[number]

/** Correction of p for testing every cell at once. */
export const ADJUSTMENTS = ['benjamini-hochberg', 'benjamini-yekutieli', 'holm', 'bonferroni', 'none'] as const
export type Adjustment = (typeof ADJUSTMENTS)[number]

/** Input profiles: how one supplier's columns become standard fields. */
export const PROFILES = ['police-uk'] as const
export type ProfileName = (typeof PROFILES)[number]

/** Faults in data that are counted and shown, never thrown. */
export const ISSUE_LABELS = {
  'no-coordinates': 'No coordinates: kept, not mapped',
  'outside-area': 'Outside the study area: kept, not mapped',
  'unknown-category': 'Category not in the code list: kept, not counted in any category, not mapped',
  'half-coordinates': 'Only one of longitude and latitude: set aside',
  'bad-coordinates': 'Coordinates are not numbers on the globe: set aside',
  'zero-coordinates': 'Coordinates are 0,0: set aside',
  'repeated-crime-id': 'The same row with the same Crime ID twice in one file: counted once',
} as const
export type IssueKind = keyof typeof ISSUE_LABELS
export const ISSUE_KINDS = Object.keys(ISSUE_LABELS) as [IssueKind, ...IssueKind[]]
