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

/** The standards that input files keep to. A profile is one supplier's spelling of one of these. */
export const STANDARDS = ['istv', 'ecds', 'ambulance-cad', 'police-extract', 'police-uk'] as const
export type Standard = (typeof STANDARDS)[number]

/** What a code can say besides its meaning: three kinds of nothing that must not be taken for one another. */
export const NOT_SAID = ['unknown', 'missing', 'not-asked'] as const
export type NotSaid = (typeof NOT_SAID)[number]

/** How somebody was hurt: weapon or part of the body. */
export const METHOD_LABELS = {
  fist: 'Fist',
  foot: 'Foot',
  head: 'Head',
  'other-body': 'Other part of the body',
  'bottle-or-glass': 'Bottle or glass',
  'knife-or-sharp': 'Knife or sharp object',
  'blunt-object': 'Blunt object',
  firearm: 'Firearm',
  'acid-or-corrosive': 'Acid or corrosive',
  vehicle: 'Vehicle',
  animal: 'Animal',
  sexual: 'Sexual assault',
  other: 'Other',
} as const
export type Method = keyof typeof METHOD_LABELS
export const METHODS = Object.keys(METHOD_LABELS) as [Method, ...Method[]]

/** The kind of place where somebody was hurt. */
export const PLACE_TYPE_LABELS = {
  'own-home': 'Own home',
  'other-home': "Somebody else's home",
  'street-or-outdoor': 'Street or outdoors',
  'pub-or-bar': 'Pub or bar',
  nightclub: 'Nightclub',
  'other-licensed': 'Other licensed premises',
  'shop-or-food': 'Shop or food',
  transport: 'Transport',
  'school-or-education': 'School or education',
  work: 'Place of work',
  'park-or-open-space': 'Park or open space',
  'custody-or-care': 'Custody or care',
  other: 'Other',
} as const
export type PlaceType = keyof typeof PLACE_TYPE_LABELS
export const PLACE_TYPES = Object.keys(PLACE_TYPE_LABELS) as [PlaceType, ...PlaceType[]]

export const AGE_BANDS = ['0–9', '10–17', '18–24', '25–34', '35–44', '45–64', '65+'] as const
export type AgeBand = (typeof AGE_BANDS)[number]
export const SEXES = ['female', 'male', 'other'] as const
export type Sex = (typeof SEXES)[number]

/** How bad it was for the body, as a health service judged it: never mixed with harm weights of offences. */
export const SEVERITIES = ['minor', 'moderate', 'severe', 'life-threatening'] as const
export type Severity = (typeof SEVERITIES)[number]

/** A value, or which kind of nothing stands in its place. */
export type Said<T extends string> = T | NotSaid

/** How well the time of an event is known. */
export const TIME_KINDS = ['exact', 'hour', 'date', 'month', 'range'] as const
export type TimeKind = (typeof TIME_KINDS)[number]
/** ambiguous, nonexistent: the hour of a clock change; estimated: said to be; heaped: a round time (00:00, or a whole hour); default: the supplier's filler (the arrival time again). */
export const TIME_FLAGS = ['ambiguous', 'nonexistent', 'estimated', 'heaped', 'default'] as const
export type TimeFlag = (typeof TIME_FLAGS)[number]

/** How a place came to be known, finest first. `snap-point`: moved to a shared public point before we got it. `home`: somebody's home, kept to a cell the size of an LSOA. */
export const PLACE_LEVELS = ['exact', 'venue', 'junction', 'street', 'snap-point', 'postcode', 'landmark', 'home', 'postcode-sector', 'town', 'area'] as const
export type PlaceLevel = (typeof PLACE_LEVELS)[number]

/** Why an incident does not count in any cell. */
export const UNPLACED_LABELS = {
  'no-coordinates': 'No coordinates',
  'no-place-text': 'Nothing said about the place',
  'not-found': 'The words of the place are not in the gazetteer',
  'ambiguous-place': 'The words fit several places',
  'too-coarse': 'Only a town or postcode sector is known',
  home: "Somebody's home: kept to an area, not counted in cells",
  'default-place': "A filler: the hospital's own place, or the middle of an area",
  'outside-area': 'Outside the study area',
  'unknown-category': 'Category not in the code list',
} as const
export type UnplacedReason = keyof typeof UNPLACED_LABELS
export const UNPLACED_REASONS = Object.keys(UNPLACED_LABELS) as [UnplacedReason, ...UnplacedReason[]]

/** Why an incident, or a share of one, matches a query and is in no cell. */
export const EXCLUDED_LABELS = {
  ...UNPLACED_LABELS,
  'no-time-of-day': 'Known to a day or longer only, or to hours of which some are not asked for',
  'cut-by-period': 'May lie in the period or beyond it',
  'not-said': 'Does not say the method, kind of place or age that is asked for',
  'other-hours': 'Share of its possible time that lies in hours not asked for',
  'place-unsure': 'Share of probability that none of the places found has',
  'finer-than-known': 'Known to a larger cell than the one asked for',
  'no-offence-code': 'No offence code, so no harm weight: its harm is unknown, not zero',
  'no-harm-weight': 'The harm weights do not hold its offence code: its harm is unknown, not zero',
} as const
export type ExcludedKind = keyof typeof EXCLUDED_LABELS
export const EXCLUDED_KINDS = Object.keys(EXCLUDED_LABELS) as [ExcludedKind, ...ExcludedKind[]]

/** Faults in data that are counted and shown, never thrown. */
export const ISSUE_LABELS = {
  'no-coordinates': 'No coordinates: kept, not mapped',
  'no-place-text': 'Nothing said about the place: kept, not mapped',
  'not-found': 'The words of the place fit nothing in the gazetteer: kept, not mapped',
  'ambiguous-place': 'The words of the place fit several places: kept, not mapped until somebody decides',
  'too-coarse': 'Only a town or postcode sector is known: kept, not counted in cells',
  home: "Somebody's home: kept to an area, not counted in cells",
  'default-place': "A filler (the hospital's own place, the middle of an area): kept, not counted in cells",
  'outside-area': 'Outside the study area: kept, not mapped',
  'unknown-category': 'Category not in the code list: kept, not counted in any category, not mapped',
  'unknown-code': 'A code that is not in its list: kept as it came, taken for unknown',
  'self-inflicted': 'Self-inflicted: kept apart, not counted as violence',
  'not-violence': 'Not violence (accident, or another reason): kept apart, not counted',
  'personal-data-removed': 'Something like a name, number or address of a person was removed before storing',
  'time-of-day-missing': 'A date without a time of day: kept as the whole day, never as midnight',
  'time-ambiguous': 'The hour that happens twice when the clocks go back',
  'time-nonexistent': 'An hour that the clocks leave out in spring',
  'time-default': 'The time of the assault is the time of arrival: taken for an estimate',
  'time-after-arrival': 'The assault is later than the arrival: taken for an estimate',
  'half-coordinates': 'Only one of longitude and latitude: set aside',
  'bad-coordinates': 'Coordinates are not numbers on the globe: set aside',
  'zero-coordinates': 'Coordinates are 0,0: set aside',
  'swapped-coordinates': 'Latitude and longitude exchanged in this row: set aside',
  'sign-missing': 'Longitude lies inside the area only with the other sign: set aside',
  'bad-time': 'Not a date or time that the profile knows: set aside',
  'unknown-site': 'A site that neither the profile nor the list of sites knows: set aside',
  'no-organisation': 'No organisation: set aside',
  'bad-period': 'The declared period is not a period: set aside',
  'long-before-arrival': 'More than a year before the arrival: set aside',
  'future-time': 'A time that has not come yet: set aside',
  'range-backwards': 'A range of time that ends before it begins: set aside',
  'personal-data': 'Personal data that could not be removed: set aside, encrypted',
  'excel-number': 'A long code that Excel has turned into a number like 9.91E+14: set aside',
  'outside-declared-period': 'Not in the period that the file declares: set aside',
  'broken-quotes': 'Quotes inside a cell that do not fit together: set aside',
  'wrong-number-of-columns': 'More or fewer columns than the header: set aside',
  'cell-too-long': 'A cell longer than any real one: set aside',
  'control-character': 'A control character inside the row: set aside',
  'repeated-crime-id': 'The same row with the same Crime ID twice in one file: counted once',
  'repeated-row': 'The same row with the same reference twice in one file: counted once',
} as const
export type IssueKind = keyof typeof ISSUE_LABELS
export const ISSUE_KINDS = Object.keys(ISSUE_LABELS) as [IssueKind, ...IssueKind[]]
