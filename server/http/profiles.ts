import { z } from 'zod'
import { mappingProposalSchema, newProfileSchema, profileListSchema, profileSchema } from '../contract/profile.ts'
import { STANDARDS } from '../contract/vocabulary.ts'
import { endpoint, JSON_TYPE, plainJson } from './endpoint.ts'
import { cleanName, spool } from './spool.ts'

export const list = endpoint({
  tag: 'Data',
  summary: 'Profiles: how files of each supplier are read',
  description: 'Those that come with the service, and those that people have confirmed. A profile is data: its columns, formats and code lists.',
  answers: { 200: { description: 'Profiles in their newest version', content: { [JSON_TYPE]: profileListSchema } } },
  handle: async ({ services }) => plainJson({ profiles: services.profiles.list() }),
})

export const propose = endpoint({
  tag: 'Data',
  summary: 'Propose how to read an unknown file',
  description:
    'The body is a sample of the file: CSV, CSV.gz, XLSX or XML. Names of columns and the values of the first 200 rows are compared with what each standard uses; ' +
    'every guess comes with its reasons. Examples are shown without personal data. Nothing of the file is kept.',
  query: z.strictObject({
    file: z.string().max(255).optional().describe('Name to show for it'),
    standard: z.enum(STANDARDS).optional().describe('The standard, where it is known; left out, the one that fits best is proposed'),
  }),
  file: true,
  answers: { 200: { description: 'A proposal for a person to confirm', content: { [JSON_TYPE]: mappingProposalSchema } } },
  problems: { 413: 'The file is too large', 422: 'The file cannot be read' },
  handle: async ({ services, req, query }) => {
    const body = await spool(req, services.spoolDir)
    try {
      const incoming = { sha256: body.sha256, bytes: body.bytes, open: body.open, file: cleanName(query.file ?? 'upload') }
      return plainJson(await services.proposals.propose(incoming, query.standard), { headers: { 'Cache-Control': 'no-store' } })
    } finally {
      await body.remove()
    }
  },
})

export const create = endpoint({
  tag: 'Data',
  summary: 'Save a profile',
  description: 'What a person confirmed: standard field → column of the file. The rest comes from the profile of the standard. The same name again saves the next version.',
  body: newProfileSchema,
  answers: { 201: { description: 'The profile as it is used from now on', content: { [JSON_TYPE]: profileSchema } } },
  problems: { 409: 'The name belongs to a profile that comes with the service', 422: 'Something that the standard needs is missing, or a format is none' },
  handle: async ({ services, body }) => plainJson(await services.profileBook.save(body), { status: 201 }),
})
