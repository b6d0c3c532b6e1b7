import { z } from 'zod'
import { ISSUE_KINDS, STANDARDS } from './vocabulary.ts'

/** Every row read stands in exactly one of the four: read = accepted + quarantined + duplicate + superseded. */
export const rowsSchema = z.object({
  read: z.int(),
  accepted: z.int().describe('In force now, mapped or not'),
  quarantined: z.int().describe('Kept, encrypted, and set aside: a person must look'),
  duplicate: z.int().describe('Said twice in the same file'),
  superseded: z.int().describe('Replaced by a newer file for the same organisation and days'),
})
export type Rows = z.infer<typeof rowsSchema>

export const ingestReportSchema = z.object({
  id: z.string().nullable().describe('null for a dry run'),
  file: z.string(),
  sha256: z.string().describe('Of the bytes as received'),
  profile: z.string(),
  standard: z.enum(STANDARDS),
  status: z.enum(['accepted', 'already-received']),
  dryRun: z.boolean(),
  organisations: z.array(z.string()),
  periods: z.array(z.string()).describe('Months the file speaks for, wholly or in part'),
  receivedAt: z.string().nullable(),
  rows: rowsSchema,
  cases: z.int().describe('Cases in force: rows that belong together count once'),
  incidents: z.int().describe('Incidents in force: cases that are counted; those routed elsewhere (self-inflicted, accidents) are not'),
  issues: z.array(z.object({ kind: z.enum(ISSUE_KINDS), count: z.int() })),
  droppedColumns: z.array(z.string()).describe('Columns that the profile does not declare: never stored'),
  supersedes: z.array(z.object({ id: z.string(), rows: z.int() })).describe('Earlier ingests whose rows this one replaced'),
})
export type IngestReport = z.infer<typeof ingestReportSchema>
export const ingestListSchema = z.object({ ingests: z.array(ingestReportSchema) })

/** How far a file has come while it goes in. */
export const ingestProgressSchema = z.object({
  stage: z.enum(['waiting', 'reading', 'storing', 'done', 'refused']),
  rowsRead: z.int(),
  accepted: z.int(),
  quarantined: z.int(),
  ingest: z.string().nullable().describe('Id, when done'),
  detail: z.string().nullable().describe('Why, when refused'),
})
export type IngestProgress = z.infer<typeof ingestProgressSchema>

/** A row that was set aside, for the person who mends it. */
export const quarantinedRowSchema = z.object({
  line: z.int(),
  issues: z.array(z.object({ field: z.string(), kind: z.enum(ISSUE_KINDS) })),
  fields: z.record(z.string(), z.string()).nullable().describe('Standard field → text as received; null when it can no longer be opened, or could not be cut into columns'),
  text: z.string().nullable().describe('Of a row that could not be cut into columns: its text, the cells between bars'),
})
export const quarantineSchema = z.object({ ingest: z.string(), rows: z.array(quarantinedRowSchema), total: z.int() })
export type Quarantine = z.infer<typeof quarantineSchema>
export const fixSchema = z.strictObject({ fields: z.record(z.string(), z.string().max(32_000)).describe('Standard field → mended text; fields left out stay as received') })
export const fixedSchema = z.object({
  outcome: z.enum(['accepted', 'still-quarantined']),
  issues: z.array(z.object({ field: z.string(), kind: z.enum(ISSUE_KINDS) })),
  report: ingestReportSchema,
})
export type Fixed = z.infer<typeof fixedSchema>

/** Two cases that may be one patient or event told twice: proposed, never removed. */
export const duplicatePairSchema = z.object({
  caseId: z.string(), otherCaseId: z.string(), organisation: z.string(), otherOrganisation: z.string(), day: z.string(), reason: z.string(),
})
export const duplicatePairsSchema = z.object({ pairs: z.array(duplicatePairSchema), total: z.int() })
export type DuplicatePairs = z.infer<typeof duplicatePairsSchema>
