import { z } from 'zod'
import { ADJUSTMENTS, CATEGORIES, CATEGORY_LABELS, DAY_PARTS, RESOLUTIONS, SOURCES, VIOLENCE_CATEGORIES } from './vocabulary.ts'
import type { Adjustment, Category, DayPart, Resolution, Source } from './vocabulary.ts'

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

/** What to count and how to test it. Everything left out takes the stated default. */
export const querySchema = z.strictObject({
  sources: z.array(z.enum(SOURCES)).min(1).optional().describe('Feeds to count; default: all that have data'),
  categories: z.array(category).min(1).optional().describe(`Default: ${VIOLENCE_CATEGORIES.join(', ')}`),
  period: periodSchema.optional().describe('Default: everything received'),
  resolution: z.literal([...RESOLUTIONS]).optional().describe('H3 resolution, default 9 (snap-point data: at most 9)'),
  k: z.int().min(1).max(5).optional().describe('Neighbourhood of a cell in rings, default 1'),
  dayParts: z.array(z.enum(DAY_PARTS)).min(1).optional().describe('Parts of the day, where the data have them; default: all'),
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
  dayParts: DayPart[]
  adjustment: Adjustment
  alpha: number
}
