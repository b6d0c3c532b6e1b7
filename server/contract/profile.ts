import { z } from 'zod'
import { FIELDS } from './fields.ts'
import { SOURCES, STANDARDS } from './vocabulary.ts'

export { FIELD_LABELS, FIELDS } from './fields.ts'
export type { Field } from './fields.ts'

/** A supplier's code → its meaning. */
const codeMap = z.record(z.string().min(1).max(60), z.string().max(40))
const columnName = z.string().min(1).max(120)

/** How one supplier's files become standard fields: data, not code. */
export const profileSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be lower-case letters, digits and hyphens, 2 to 40'),
  version: z.int().min(1).describe('Raised whenever a reading changes'),
  title: z.string().min(1).max(120),
  standard: z.enum(STANDARDS).describe('What kind of file it is'),
  source: z.enum(SOURCES),
  columns: z.partialRecord(z.enum(FIELDS), z.array(columnName).min(1)).describe('Standard field → names the column may have; capitals, spaces and underscores do not matter'),
  required: z.array(z.enum(FIELDS)).describe('A file without a column for one of these is refused'),
  keep: z.array(columnName).describe('Columns kept with the source record, without a meaning to us: never personal ones'),
  constants: z.partialRecord(z.enum(FIELDS), z.string().max(200)).describe('Fields that every row of the file shares and no column tells'),
  formats: z.array(z.string().max(40)).min(1).describe('Formats of dates and times, tried in order'),
  midnightIsDateOnly: z.boolean().describe('A time of exactly 00:00 means that only the date was known'),
  codeLists: z.partialRecord(z.enum(FIELDS), z.string()).describe('Field → code list in geo-data/reference'),
  codeMaps: z.partialRecord(z.enum(FIELDS), codeMap).optional().describe('Field → the supplier\'s own code → what it means, in the words of the standard; asked before the list'),
  sites: z.record(z.string(), z.string()).describe('Site code → organisation, beside those in geo-data/reference/sites.csv'),
  place: z.enum(['snap-point', 'exact']).describe('What coordinates in the file are'),
  resolution: z.int().min(7).max(12).describe('Finest H3 resolution that the coordinates bear'),
  period: z.enum(['declared', 'months']).describe('declared: the file names the days it speaks for; months: it speaks for every month it has rows of'),
  identity: z.enum(['event', 'row', 'none']).describe('What the reference names: an event that may have several rows, one row, or nothing (identical rows are then different events)'),
  strict: z.boolean().describe('Made by machine: a row that cannot be read shows that the whole file is wrong'),
  everyRowIsViolence: z.boolean().describe('Rows without a code of their own are violence'),
  xmlRecord: z.string().optional().describe('Element that is one row, in XML'),
})
export type Profile = z.infer<typeof profileSchema>

/** Names for one column of an unknown file, with the reasons. */
export const columnProposalSchema = z.object({
  column: z.string(),
  examples: z.array(z.string()).describe('Up to three values, personal data removed'),
  field: z.enum(FIELDS).nullable().describe('Best guess; null: nothing fits, the column will be dropped'),
  others: z.array(z.enum(FIELDS)).describe('Next best'),
  reasons: z.array(z.string()),
  unknownCodes: z.array(z.string().max(40)).max(40).describe("For a field of codes: different values of the first rows that the standard's code list does not have; only those that can be shown without giving anybody away"),
  codeLists: z.array(z.object({ name: z.string(), unknownCodes: z.array(z.string().max(40)).max(40) })).describe('Where a field has a choice of code lists: each of them, likeliest first, with the codes that it does not have'),
})
export const mappingProposalSchema = z.object({
  file: z.string(),
  standard: z.enum(STANDARDS).describe('The standard that the columns fit best'),
  columns: z.array(columnProposalSchema),
  formats: z.array(z.string()).describe('Formats of dates and times that every example fits'),
  missing: z.array(z.enum(FIELDS)).describe('Fields that the standard needs and no column seems to tell'),
})
export type MappingProposal = z.infer<typeof mappingProposalSchema>

/** What a person confirmed: saved as a profile of its own on top of the standard's. */
export const newProfileSchema = z.strictObject({
  name: profileSchema.shape.name,
  title: profileSchema.shape.title,
  standard: z.enum(STANDARDS),
  columns: z.partialRecord(z.enum(FIELDS), columnName).describe('Standard field → the column of the file'),
  constants: profileSchema.shape.constants.optional(),
  codeLists: profileSchema.shape.codeLists.optional().describe('Other lists than those of the standard'),
  codeMaps: profileSchema.shape.codeMaps,
  sites: profileSchema.shape.sites.optional(),
  formats: profileSchema.shape.formats.optional(),
})
export type NewProfile = z.infer<typeof newProfileSchema>

export const profileListSchema = z.object({ profiles: z.array(profileSchema) })
