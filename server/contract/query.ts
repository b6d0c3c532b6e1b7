import { z } from 'zod'
import { ADJUSTMENTS, AGE_BANDS, CATEGORIES, CATEGORY_LABELS, DAY_PARTS, METHODS, PLACE_TYPES, RESOLUTIONS, SOURCES, VIOLENCE_CATEGORIES } from './vocabulary.ts'
import type { Adjustment, AgeBand, Category, DayPart, Method, PlaceType, Resolution, Source } from './vocabulary.ts'

/** Stands for unknown, missing and not asked alike: no answer that a filter could use. */
export const UNKNOWN = 'unknown'
export const ASKED_METHODS: [Method | typeof UNKNOWN, ...(Method | typeof UNKNOWN)[]] = [...METHODS, UNKNOWN]
export const ASKED_PLACE_TYPES: [PlaceType | typeof UNKNOWN, ...(PlaceType | typeof UNKNOWN)[]] = [...PLACE_TYPES, UNKNOWN]
export const ASKED_AGE_BANDS = [...AGE_BANDS, UNKNOWN] as const
export type AskedMethod = Method | typeof UNKNOWN
export type AskedPlaceType = PlaceType | typeof UNKNOWN
export type AskedAgeBand = AgeBand | typeof UNKNOWN

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** Harm: the sum of the days of the operator's harm weights, by offence code. */
export const MEASURES = ['count', 'harm'] as const
export type Measure = (typeof MEASURES)[number]
export const WEIGHTINGS = ['whole', 'fractional'] as const
export type Weighting = (typeof WEIGHTINGS)[number]

const slugs = new Map(Object.entries(CATEGORY_LABELS).map(([slug, label]) => [label.toLowerCase(), slug]))

/** A category by its slug or by its published name. */
const category = z
  .string()
  .meta({ description: 'Slug or published name', examples: ['violence-and-sexual-offences'] })
  .transform((text) => slugs.get(text.toLowerCase()) ?? text)
  .pipe(z.enum(CATEGORIES))

/** A date `2018-01-31`, or a month `2018-01`, which means its first day; of two centuries, since a cell's answer lists every month. */
const day = z
  .string()
  .regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/, 'must be a date like 2018-01-31 or a month like 2018-01')
  .transform((text) => (text.length === 7 ? `${text}-01` : text))
  .refine((text) => {
    const date = new Date(`${text}T00:00:00Z`)
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  }, 'is not a day of the calendar')

export const periodSchema = z
  .strictObject({
    from: day.describe('First day, included (Europe/London)'),
    to: day.describe('Day after the last one: the period is half-open'),
  })
  .refine((period) => period.from < period.to, 'period.from must be before period.to')
export type Period = { from: string; to: string }

/**
 * Hours of some days of the week, local time. Days are operational (06:00–05:59): hours 0–5 are those of the next calendar morning, so
 * that `{ days: ['fri', 'sat'], from: 20, to: 4 }` is Friday and Saturday night, each up to four in the morning after.
 */
export const weekHoursSchema = z
  .strictObject({
    days: z.array(z.enum(WEEKDAYS)).min(1).optional().describe('Operational days (06:00–05:59); default: all'),
    from: z.int().min(0).max(24).optional().describe('First hour of the local clock, 0–24; default 6. Hours 0–5 belong to the night of the day named'),
    to: z.int().min(0).max(24).optional().describe('Hour it ends before, 0–24; may lie before `from` and then runs over midnight. The same as `from`: the whole day. Default 6'),
  })
  .describe("Hours of the week, e.g. { days: ['fri', 'sat'], from: 20, to: 4 }")
export type WeekHours = { days: Weekday[]; from: number; to: number }

/** What to count and how to test it. Everything left out takes the stated default. */
export const querySchema = z.strictObject({
  sources: z.array(z.enum(SOURCES)).min(1).optional().describe('Feeds to count; default: all that have data'),
  categories: z.array(category).min(1).optional().describe(`Default: ${VIOLENCE_CATEGORIES.join(', ')}`),
  period: periodSchema.optional().describe('Default: everything received'),
  resolution: z.literal([...RESOLUTIONS]).optional().describe('H3 resolution, default 9 (snap-point data: at most 9)'),
  k: z.int().min(1).max(5).optional().describe('Neighbourhood of a cell in rings, default 1'),
  dayParts: z.array(z.enum(DAY_PARTS)).min(1).optional().describe('Parts of the day, where the data have them; default: all'),
  weekHours: z.array(weekHoursSchema).min(1).max(168).optional().describe('Hours of the week, where the data have them; together with dayParts: what both hold. Default: all'),
  methods: z.array(z.enum(ASKED_METHODS)).min(1).optional().describe('How somebody was hurt; unknown: not said, for whatever reason. Default: all'),
  placeTypes: z.array(z.enum(ASKED_PLACE_TYPES)).min(1).optional().describe('Kinds of place; unknown: not said. Default: all'),
  ageBands: z.array(z.enum(ASKED_AGE_BANDS)).min(1).optional().describe('Age of the hurt person; unknown: not said. Default: all'),
  measure: z.enum(MEASURES).optional().describe("count: incidents (default); harm: sum of the weights, in days, of the operator's file of harm weights by offence code"),
  weighting: z.enum(WEIGHTINGS).optional().describe('whole: an incident counts once or not at all (default); fractional: by the share of its possible time that is asked for, spread over the candidates of its place by their probability'),
  operationalDays: z.boolean().optional().describe('true: the days of the period run from 06:00 to 05:59, where the time of day is known; default false'),
  adjustment: z.enum(ADJUSTMENTS).optional().describe('Correction for testing every cell at once, default benjamini-hochberg'),
  alpha: z.number().min(0.001).max(0.2).transform((alpha) => Math.round(alpha * 1000) / 1000).optional().describe('Adjusted p at or below which a cell is significant, default 0.05'),
})
export type QueryInput = z.infer<typeof querySchema>

/** A query with nothing left open: what a run is the answer to. Lists are sorted and without repeats. */
export type Query = {
  sources: Source[]
  categories: Category[]
  period: Period
  resolution: Resolution
  k: number
  /** the parts of the day that `weekHours` touches: what short forms and labels say */
  dayParts: DayPart[]
  /** sorted, without overlaps: equal hours read equal */
  weekHours: WeekHours[]
  methods: AskedMethod[]
  placeTypes: AskedPlaceType[]
  ageBands: AskedAgeBand[]
  measure: Measure
  weighting: Weighting
  operationalDays: boolean
  adjustment: Adjustment
  alpha: number
}

/** Which incidents: the part of a query that says what to count, without how to test it. */
export type Filter = Omit<Query, 'resolution' | 'k' | 'adjustment' | 'alpha'>
