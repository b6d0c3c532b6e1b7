import { z } from 'zod'
import { CHANGES, FIGURE_GROUPS, FIGURE_KEYS, GRADES } from './qualityWords.ts'
import type { FigureGroup } from './qualityWords.ts'
import { SOURCES } from './vocabulary.ts'

export const ruleSchema = z.object({
  key: z.enum(FIGURE_KEYS),
  group: z.enum(Object.keys(FIGURE_GROUPS) as [FigureGroup, ...FigureGroup[]]),
  label: z.string(),
  unit: z.enum(['share', 'days', 'months']),
  better: z.enum(['more', 'less']),
  good: z.number().nullable().describe('At least this much (or at most, where less is better) is good; null: not judged'),
  fair: z.number().nullable().describe('The same for fair; beyond it is poor'),
  of: z.string().describe('What is counted, in words: the n of the figure'),
  meaning: z.string(),
})
export type Rule = z.infer<typeof ruleSchema>

export const figureSchema = z.object({
  key: z.enum(FIGURE_KEYS),
  value: z.number().nullable().describe('Share 0–1, days, or months; null: nothing to tell'),
  count: z.int().nullable().describe('Of n, for a share'),
  n: z.int().describe('What the figure was told from'),
  low: z.number().nullable().describe('95 % Wilson interval of a share'),
  high: z.number().nullable(),
  grade: z.enum(GRADES),
  others: z.object({
    median: z.number().nullable().describe('Middle value of the other sites of the same source that have enough cases'),
    sites: z.int(),
  }),
  change: z.enum(CHANGES).describe('The last three months against the months before: better or worse only where their intervals do not meet'),
  sentence: z.string(),
  comparison: z.string().describe('Beside the other sites; empty where that cannot be said'),
})
export type Figure = z.infer<typeof figureSchema>

export const trendMonthSchema = z.object({
  month: z.string(),
  n: z.int(),
  value: z.number().nullable().describe('null: fewer than 20, too few to say'),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
export type TrendMonth = z.infer<typeof trendMonthSchema>

export const siteSchema = z.object({
  id: z.string(),
  source: z.enum(SOURCES),
  organisation: z.string(),
  invented: z.boolean(),
  placesJudged: z.boolean().describe('False while no gazetteer of streets and venues is loaded for real sites: then no figure that depends on one is told'),
  cases: z.int().describe('Incidents: cases in force in the period that count as violence'),
  homes: z.int().describe("Of them at somebody's home: never put on the map, and not asked for a place"),
  grades: z.object({ good: z.int(), fair: z.int(), poor: z.int() }),
  summary: z.string(),
  figures: z.array(figureSchema),
})
export type Site = z.infer<typeof siteSchema>

const frame = {
  from: z.string().describe('First month, included'),
  to: z.string().describe('Month after the last one'),
  months: z.array(z.string()),
  dataVersion: z.string().nullable(),
  rules: z.array(ruleSchema),
}
export const qualitySchema = z.object({ ...frame, held: z.object({ from: z.string(), to: z.string() }).nullable().describe('Months that any site has data in force for, half-open'), sites: z.array(siteSchema) })
export type Quality = z.infer<typeof qualitySchema>

export const scorecardSchema = z.object({
  ...frame,
  site: siteSchema,
  trends: z.array(z.object({ key: z.enum(FIGURE_KEYS), months: z.array(trendMonthSchema) })),
  casesByMonth: z.array(z.object({ month: z.string(), cases: z.int(), received: z.boolean().describe('The whole month is in force'), daysLate: z.int().nullable().describe('From its end until it was here whole; null: not here, or loaded as history'), times: z.int().describe('How many files spoke for it') })),
  texts: z.array(z.object({
    text: z.string().describe('As stored, scrubbed; only texts that stand at least five times'),
    cases: z.int(),
    share: z.number().describe('Of the cases that are not at home'),
    placed: z.int(),
  })),
})
export type Scorecard = z.infer<typeof scorecardSchema>

const month = z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/, 'must be a month like 2025-01')
const period = {
  from: month.optional().describe('First month, like 2025-01; default: twelve months before `to`'),
  to: month.optional().describe('Month after the last one; default: after the last month that any site has in force'),
}
const ordered = (p: { from?: string | undefined; to?: string | undefined }): boolean => !p.from || !p.to || (p.from < p.to && Number(p.to.slice(0, 4)) - Number(p.from.slice(0, 4)) <= 10)
const ORDER = 'from must be before to, and no more than ten years'
export const qualityQuerySchema = z.strictObject(period).refine(ordered, ORDER)
export type QualityQuery = z.infer<typeof qualityQuerySchema>
export const letterQuerySchema = z
  .strictObject({
    ...period,
    date: z.iso.date().optional().describe('Date of the letter; default: today'),
    marking: z.string().trim().min(1).max(60).optional().describe('Protective marking; default: OFFICIAL–SENSITIVE'),
  })
  .refine(ordered, ORDER)
