import { z } from 'zod'
import { ISSUE_KINDS, PROFILES } from './vocabulary.ts'

/** Every row read stands in exactly one of the four: read = accepted + quarantined + duplicate + superseded. */
export const rowsSchema = z.object({
  read: z.int(),
  accepted: z.int().describe('In force now, mapped or not'),
  quarantined: z.int().describe('Kept and set aside: a person must look'),
  duplicate: z.int().describe('Said twice in the same file'),
  superseded: z.int().describe('Replaced by a newer file for the same organisation and month'),
})
export type Rows = z.infer<typeof rowsSchema>

export const ingestReportSchema = z.object({
  id: z.string().nullable().describe('null for a dry run'),
  file: z.string(),
  sha256: z.string().describe('Of the bytes as received'),
  profile: z.enum(PROFILES),
  status: z.enum(['accepted', 'already-received']),
  dryRun: z.boolean(),
  organisations: z.array(z.string()),
  periods: z.array(z.string()).describe('Months the file speaks for'),
  receivedAt: z.string().nullable(),
  rows: rowsSchema,
  issues: z.array(z.object({ kind: z.enum(ISSUE_KINDS), count: z.int() })),
  supersedes: z.array(z.object({ id: z.string(), rows: z.int() })).describe('Earlier ingests whose rows this one replaced'),
})
export type IngestReport = z.infer<typeof ingestReportSchema>
export const ingestListSchema = z.object({ ingests: z.array(ingestReportSchema) })
