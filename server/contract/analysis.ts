import { z } from 'zod'
import { ANALYSIS_KINDS } from './methodGuide.ts'
import type { AnalysisKind } from './methodGuide.ts'
import { periodSchema, querySchema } from './query.ts'
import { excludedSchema } from './results.ts'
import { ADJUSTMENTS, SOURCES } from './vocabulary.ts'

/** Which incidents: the part of a query that says what to count, without how to test it. */
export const filterSchema = querySchema.omit({ resolution: true, k: true, adjustment: true, alpha: true })
export type FilterInput = z.infer<typeof filterSchema>

/** Numbers with their range in every refusal: the reader learns both ends at once. */
const inRange = (least: number, most: number) => `must be a number from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}`
const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}`
  return z.int(error).min(least, error).max(most, error)
}
const real = (least: number, most: number) => z.number(inRange(least, most)).min(least, inRange(least, most)).max(most, inRange(least, most))

const resolution = z.literal([7, 8, 9]).default(9).describe('H3 resolution, default 9')
const k = whole(1, 5).default(1).describe('Neighbourhood in rings, 1–5')
const alpha = real(0.001, 0.2).default(0.05).describe('Significant at or below this adjusted p, 0.001–0.2')
const adjustment = z.enum(ADJUSTMENTS).default('benjamini-hochberg').describe('Correction for testing every cell at once')
const replicates = whole(99, 99_999).default(999).describe('Simulated worlds, 99–99,999')
const seed = whole(0, 4_294_967_295).default(1).describe('Seed of the simulation: the same seed gives the same bytes')
const metres = (least: number, most: number, standard: number, of: string) =>
  real(least, most).default(standard).describe(`${of}, metres, ${least.toLocaleString('en-GB')}–${most.toLocaleString('en-GB')}`)
const denominator = z.enum(['area', 'all-incidents']).default('area').describe('What a cell is measured against: its area, or incidents of every category there')
/** In one order and without repeats: the same question reads the same. */
const sources = z.array(z.enum(SOURCES)).min(1).overwrite((chosen) => SOURCES.filter((source) => chosen.includes(source)))
/** H3 indexes of resolution 10: the mode, the resolution, ten digits, the rest unused. */
const CELL_10 = /^8a[0-9a-f]{9}[7f]fff$/
const bands = (least: number, most: number, standard: number[], of: string) =>
  z.array(real(least, most)).min(1).max(10).default(standard).describe(`Upper ends of the ${of} bands, ascending`)
    .refine((ends) => ends.every((end, i) => i === 0 || end > (ends[i - 1] ?? 0)), 'must ascend')
const scan = {
  resolution: z.literal([7, 8, 9]).default(8).describe('H3 resolution of the locations, default 8'),
  replicates, seed,
  stop: z.enum(['all', 'sequential']).default('all').describe('sequential: no more worlds once ten have reached the first cluster; p is then ten over the worlds looked at'),
  clusters: whole(1, 100).default(20).describe('Clusters told at most, 1–100'),
}
const window = {
  radiusKm: real(0.2, 50).default(5).describe('Largest radius, km, 0.2–50'),
  months: whole(1, 60).default(6).describe('Longest stretch, months, 1–60; at most half the period'),
}

/** What each method can be told, with default and allowed range. */
export const PARAMETERS = {
  'gi-star': z.strictObject({ resolution, k, adjustment, alpha, statistic: z.enum(['gi-star', 'gi']).default('gi-star').describe('gi leaves the cell itself out') }),
  'local-moran': z.strictObject({
    resolution, k, adjustment, alpha,
    inference: z.enum(['exact', 'permutation', 'analytic']).default('exact').describe('How p is found: over every possible exchange of cells, by so many of them, or by the normal formula'),
    replicates, seed,
  }),
  'global-autocorrelation': z.strictObject({ resolution, k }),
  rates: z.strictObject({ resolution, k, denominator, shrink: z.enum(['county', 'neighbourhood']).default('county').describe('Towards which mean small cells are drawn') }),
  'spatial-scan': z.strictObject({ ...scan, denominator, share: real(0.001, 0.5).default(0.1).describe('Largest share of the denominator in a circle, 0.001–0.5') }),
  'space-time-scan': z.strictObject({ ...scan, ...window, denominator }),
  'space-time-permutation': z.strictObject({ ...scan, ...window }),
  dbscan: z.strictObject({ eps: metres(10, 5000, 150, 'Distance within which incidents are neighbours'), minPoints: whole(2, 10_000).default(10).describe('Neighbours, itself included, that make a core, 2–10,000') }),
  hdbscan: z.strictObject({ minPoints: whole(2, 10_000).default(20).describe('Least size of a group, 2–10,000') }),
  density: z.strictObject({ resolution, bandwidth: metres(50, 10_000, 400, 'Bandwidth'), kernel: z.enum(['quartic', 'gaussian']).default('quartic').describe('Shape of the hill round each incident') }),
  'relative-density': z.strictObject({
    resolution, bandwidth: metres(50, 10_000, 800, 'Bandwidth'),
    against: z.union([z.strictObject({ sources }), z.strictObject({ period: periodSchema })]).describe('Other sources, or another period, to be measured against'),
  }),
  'near-repeat': z.strictObject({
    distances: bands(1, 10_000, [100, 200, 400, 800], 'distance (m)'),
    days: bands(1, 365, [3, 7, 14, 28], 'time (days)'),
    metric: z.enum(['euclidean', 'manhattan']).default('euclidean').describe('How distance is measured'),
    replicates, seed, alpha,
  }),
  'emerging-hotspots': z.strictObject({ resolution, k, adjustment, alpha, step: z.enum(['week', 'month', 'quarter']).default('month').describe('Length of a time step') }),
  agreement: z.strictObject({
    resolution, k, adjustment, alpha, replicates, seed,
    first: sources.default(['ambulance', 'emergency-department']).describe('One side'),
    second: sources.default(['police']).describe('The other side'),
  }).refine(({ first, second }) => !second.some((source) => first.includes(source)), { path: ['second'], error: 'must be other sources than the first: what is on both sides agrees with itself' }),
  change: z.strictObject({ resolution, adjustment, alpha, earlier: periodSchema.optional().describe('The period to compare with; default: as many months just before, or days where it is not of whole months') , baseline: z.enum(['none', 'county']).default('county').describe('county: beyond the change of the county as a whole') }),
  concentration: z.strictObject({ resolution, replicates, seed }),
  'prediction-accuracy': z.strictObject({ resolution, k, adjustment, alpha, next: periodSchema.optional().describe('The period to foretell; default: the last third of the period, from the first two thirds; of whole months where it is of such'), share: real(0.0001, 0.5).default(0.01).describe('Share of the area that is picked, 0.0001–0.5') }),
  stability: z.strictObject({ resolution, k, top: whole(1, 1000).default(50).describe('How many top cells, 1–1,000'), step: z.enum(['month', 'quarter']).default('quarter').describe('Length of a stretch') }),
  'patrol-zones': z.strictObject({
    zones: whole(1, 200).default(20).describe('Zones, 1–200'),
    size: whole(3, 5).default(4).describe('Res-10 cells in a zone, 3–5'),
    exclude: z.array(z.string().regex(CELL_10, 'must be H3 cells of resolution 10')).max(3000, 'must be 3,000 cells at most').overwrite((cells) => [...new Set(cells)].toSorted()).default([]).describe('H3 cells (res 10) that no zone may hold, beside hospitals, prisons and police stations; 3,000 at most'),
  }),
  'hotspot-confidence': z.strictObject({ resolution, k, replicates, seed, top: whole(1, 1000).default(20).describe('Among the top how many, 1–1,000') }),
} satisfies Record<AnalysisKind, z.ZodType>

export type Parameters<K extends AnalysisKind = AnalysisKind> = z.output<(typeof PARAMETERS)[K]>

const question = <K extends AnalysisKind>(kind: K) =>
  z.strictObject({ kind: z.literal(kind), filter: filterSchema.optional().describe('Which incidents; default: all violence received'), parameters: PARAMETERS[kind].optional() })

/** A question for one method: what to count, and how to look at it. */
export const analysisQuestionSchema = z.discriminatedUnion('kind', ANALYSIS_KINDS.map(question) as unknown as [ReturnType<typeof question>, ...ReturnType<typeof question>[]])
export type AnalysisQuestion = { kind: AnalysisKind; filter?: FilterInput | undefined; parameters?: unknown }

export const COLUMN_TYPES = ['cell', 'integer', 'number', 'text'] as const
export type ColumnType = (typeof COLUMN_TYPES)[number]

export const columnSchema = z.object({
  name: z.string(),
  label: z.string().describe('Heading, with its unit'),
  type: z.enum(COLUMN_TYPES),
})
export type ColumnHead = z.infer<typeof columnSchema>

export const geometrySchema = z.enum(['none', 'cell', 'cells', 'point', 'circle', 'polygon']).describe(
  'What a row is on a map: the H3 cell in column "cell", the cells in "cells" (blanks between), the point in "lat" and "lng", the circle of "radius_m" about it, or the ring in "outline" (lng lat pairs)')
export type GeometryKind = z.infer<typeof geometrySchema>

export const analysisTableSchema = z.object({ name: z.string(), label: z.string(), geometry: geometrySchema, columns: z.array(columnSchema), rows: z.int() })

export const figureSchema = z.object({
  name: z.string(),
  label: z.string(),
  value: z.union([z.number(), z.string()]).nullable(),
  unit: z.string().optional(),
})
export type Figure = z.infer<typeof figureSchema>

export const analysisSchema = z.object({
  id: z.string().describe('Digest of question, data version and code version'),
  kind: z.enum(ANALYSIS_KINDS),
  title: z.string(),
  filter: z.looseObject({}).describe('The filter with nothing left open'),
  parameters: z.looseObject({}).describe('The parameters with nothing left open, the seed among them'),
  dataVersion: z.string(),
  codeVersion: z.string(),
  unit: z.string(),
  incidents: z.number().describe('Incidents that were looked at'),
  excluded: z.array(excludedSchema),
  monthsReceived: z.array(z.string()),
  sentence: z.string().describe('What came out, in plain words'),
  refused: z.string().nullable().describe('Why the data do not bear this question; then there are no figures'),
  caution: z.string().nullable(),
  advice: z.array(z.string()),
  figures: z.array(figureSchema),
  tables: z.array(analysisTableSchema),
})
export type Analysis = z.infer<typeof analysisSchema>

export const progressSchema = z.object({
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.number().describe('Share of the work, 0–1'),
  secondsLeft: z.number().nullable().describe('At the pace so far; null while nothing can be said'),
  detail: z.string().nullable(),
})
export type AnalysisProgress = z.infer<typeof progressSchema>

export const underWaySchema = progressSchema.extend({ id: z.string(), estimateSeconds: z.number() })

export const analysisRowsSchema = z.object({ analysis: z.string(), table: z.string(), columns: z.array(columnSchema), rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))) })
