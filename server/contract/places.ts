import { z } from 'zod'
import { DECIDED_LEVELS, REVIEW_OUTCOMES } from './placeWords.ts'
import { PLACE_LEVELS } from './vocabulary.ts'

const lat = z.number().min(-90).max(90).describe('WGS84 degrees')
const lng = z.number().min(-180).max(180).describe('WGS84 degrees')
const place = { label: z.string(), lat, lng, radiusM: z.number().describe('Metres within which the true place lies, 19 times in 20'), level: z.enum(PLACE_LEVELS) }

export const placeCandidateSchema = z.object({ ...place, probability: z.number() })
export type PlaceCandidateView = z.infer<typeof placeCandidateSchema>

export const placeGroupSchema = z.object({
  key: z.string().describe('What like texts share'),
  examples: z.array(z.string()).describe('Up to three different texts, personal data removed, most frequent first'),
  cases: z.int().describe('Cases in force with these words that are not placed surely'),
  alike: z.int().describe('All cases in force with these words that a decision moves, those placed surely included'),
  organisations: z.array(z.object({ name: z.string(), cases: z.int() })),
  outcome: z.enum(REVIEW_OUTCOMES).describe('What most of them are'),
  candidates: z.array(placeCandidateSchema).describe('What the geocoder makes of the words now, most probable first'),
})
export type PlaceGroup = z.infer<typeof placeGroupSchema>

export const placeReviewSchema = z.object({
  invented: z.boolean().describe('Whether these are texts of invented organisations'),
  texts: z.int().describe('Groups of like texts that wait, of all pages'),
  cases: z.int().describe('Their cases'),
  groups: z.array(placeGroupSchema),
  next: z.string().nullable().describe('`after` of the next page'),
})
export type PlaceReview = z.infer<typeof placeReviewSchema>

export const placeDecisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('place'), lat, lng,
    radiusM: z.number().min(10).max(50_000).describe('Metres within which the true place lies'),
    level: z.enum(DECIDED_LEVELS),
    label: z.string().trim().min(1).max(120).describe('What people call it: never the name of a person'),
  }),
  z.strictObject({ kind: z.literal('unplaceable') }),
])
export type PlaceDecisionBody = z.infer<typeof placeDecisionSchema>

export const newDecisionSchema = z.strictObject({
  key: z.string().min(1).max(1000),
  invented: z.boolean(),
  decision: placeDecisionSchema.nullable().describe('null takes an earlier decision back'),
})
export type NewDecision = z.infer<typeof newDecisionSchema>
export const decidedSchema = z.object({
  key: z.string(),
  moved: z.int().describe('Cases that were placed anew'),
  homes: z.int().describe("Cases that stayed as they were: somebody's home"),
  surer: z.int().describe('Cases that stayed as they were: a postcode beside the words places them surely'),
})
export type Decided = z.infer<typeof decidedSchema>

export const placeLedgerSchema = z.object({
  decisions: z.array(z.object({
    key: z.string(), invented: z.boolean(), example: z.string(), decision: placeDecisionSchema,
    cases: z.int().describe('Cases it moved when it was taken'), decidedAt: z.string(),
  })).describe('In force, newest first'),
})
export type PlaceLedger = z.infer<typeof placeLedgerSchema>

export const placeSearchSchema = z.object({
  results: z.array(z.object({ ...place, kind: z.enum(['named', 'point']).describe('point: coordinates or a grid reference that were typed'), near: z.string().describe('Town or place it lies in or near') })),
})
export type PlaceSearch = z.infer<typeof placeSearchSchema>
export type FoundPlace = PlaceSearch['results'][number]

const share = { n: z.int(), right: z.int().describe('The decided point lies within the radius of the best candidate') }
export const placeAccuracySchema = z.object({
  invented: z.boolean(),
  decisions: z.int().describe('Decisions in force that name a place: the labelled set'),
  silent: z.int().describe('Of them, texts for which the geocoder has no candidate by itself'),
  enough: z.boolean(),
  sentence: z.string().describe('The finding in words; with too few decisions, that it is too early to say'),
  levels: z.array(z.object({ level: z.enum(PLACE_LEVELS), ...share })),
  bins: z.array(z.object({ from: z.number(), to: z.number(), stated: z.number().describe('Mean probability of the best candidate'), ...share })),
})
export type PlaceAccuracy = z.infer<typeof placeAccuracySchema>
