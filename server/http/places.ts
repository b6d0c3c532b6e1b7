import { z } from 'zod'
import { decidedSchema, newDecisionSchema, placeAccuracySchema, placeLedgerSchema, placeReviewSchema, placeSearchSchema } from '../contract/places.ts'
import { REVIEW_OUTCOMES } from '../contract/placeWords.ts'
import { endpoint, JSON_TYPE, plainJson, releasedJson } from './endpoint.ts'

const fresh = { headers: { 'Cache-Control': 'no-store' } }
const invented = z.enum(['true', 'false']).transform((text) => text === 'true').optional()
  .describe('Texts of invented organisations, or of real ones; left out: whichever is in force')

export const review = endpoint({
  tag: 'Data',
  summary: 'Words of places that are not placed surely, like texts together',
  description: 'Most frequent first. Texts that somebody has decided on are in the ledger of decisions instead.',
  query: z.strictObject({
    invented,
    outcome: z.enum(REVIEW_OUTCOMES).optional().describe('Only these'),
    after: z.string().max(1100).optional().describe('`next` of the page before'),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answers: { 200: { description: 'Groups of like texts, with what the geocoder makes of them now', content: { [JSON_TYPE]: placeReviewSchema } } },
  handle: async ({ services, query }) => releasedJson(services.release.places(await services.places.review(query)), fresh),
})

export const decide = endpoint({
  tag: 'Data',
  summary: 'Decide where words are, for all who say the same',
  description: "Places every case in force with these words anew, in one transaction, and all that come later. What is somebody's home stays in its area. null takes a decision back.",
  body: newDecisionSchema,
  answers: { 200: { description: 'How many cases were placed anew', content: { [JSON_TYPE]: decidedSchema } } },
  problems: { 404: 'No case has these words', 422: 'The decision cannot be kept as it is' },
  handle: async ({ services, body }) => releasedJson(services.release.places(await services.places.decide(body)), fresh),
})

export const ledger = endpoint({
  tag: 'Data',
  summary: 'Decisions about places that are in force',
  answers: { 200: { description: 'Newest first', content: { [JSON_TYPE]: placeLedgerSchema } } },
  handle: async ({ services }) => releasedJson(services.release.places(await services.places.ledger()), fresh),
})

export const search = endpoint({
  tag: 'Data',
  summary: 'Look a place up by name, coordinates or grid reference',
  query: z.strictObject({ q: z.string().trim().min(2).max(120), invented }),
  answers: { 200: { description: 'Up to eight places of the gazetteer, or the point that was typed', content: { [JSON_TYPE]: placeSearchSchema } } },
  handle: async ({ services, query }) => plainJson(await services.places.search(query.q, query.invented), fresh),
})

export const accuracy = endpoint({
  tag: 'Data',
  summary: 'How right the geocoder is by itself on texts that people have placed',
  query: z.strictObject({ invented }),
  answers: { 200: { description: 'By level and by stated probability; with too few decisions a sentence that says so', content: { [JSON_TYPE]: placeAccuracySchema } } },
  handle: async ({ services, query }) => releasedJson(services.release.places(await services.places.accuracy(query.invented)), fresh),
})
