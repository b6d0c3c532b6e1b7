import { z } from 'zod'
import { ingestListSchema, ingestReportSchema } from '../contract/ingest.ts'
import { notFound } from '../domain/problem.ts'
import { endpoint, JSON_TYPE, plainJson } from './endpoint.ts'
import { streamProgress, tellProgress } from './progress.ts'
import { cleanName, spool } from './spool.ts'

/** A sender names its upload, and listens under that name. */
const uploadName = z.string().regex(/^[\w-]{8,64}$/)

export const create = endpoint({
  tag: 'Data',
  summary: 'Take a file in',
  description:
    'The body is the file itself: CSV, CSV.gz, XLSX or XML. One transaction: every row is accounted for, or nothing has changed. ' +
    'The same bytes again answer "already-received". A newer file for the same organisation and days supersedes the older one.',
  query: z.strictObject({
    profile: z.string().max(40).describe('How to read it: the name of a profile, see /api/profiles'),
    file: z.string().max(255).optional().describe('Name to show for it'),
    progress: uploadName.optional().describe('Name under which /api/uploads/{name}/progress tells how far it has come'),
    dryRun: z.enum(['true', 'false']).optional().describe('true: judge the file and write nothing'),
  }),
  file: true,
  answers: {
    200: { description: 'Already received, or a dry run', content: { [JSON_TYPE]: ingestReportSchema } },
    201: { description: 'Taken in', content: { [JSON_TYPE]: ingestReportSchema } },
  },
  problems: { 413: 'The file is too large', 422: 'The file cannot be used; file, line and field are named' },
  handle: async ({ services, req, query }) => {
    services.ingest.checkProfile(query.profile)
    const refused = (error: unknown): never => {
      if (query.progress) tellProgress(query.progress, { stage: 'refused', rowsRead: 0, accepted: 0, quarantined: 0, ingest: null, detail: error instanceof Error && error.name === 'Problem' ? error.message : 'The file did not arrive.' })
      throw error
    }
    const body = await spool(req, services.spoolDir).catch(refused)
    try {
      const report = await services.ingest.ingestFile({
        sha256: body.sha256,
        bytes: body.bytes,
        open: body.open,
        file: cleanName(query.file ?? 'upload'),
        profile: query.profile,
        dryRun: query.dryRun === 'true',
        ...(query.progress && { onProgress: (progress) => tellProgress(query.progress ?? '', progress) }),
      })
      const fresh = report.status === 'accepted' && !report.dryRun
      return plainJson(report, { status: fresh ? 201 : 200, ...(report.id && { headers: { Location: `/api/ingests/${report.id}` } }) })
    } finally {
      await body.remove()
    }
  },
})

export const progress = endpoint({
  tag: 'Data',
  summary: 'How far an upload has come, as server-sent events',
  params: z.object({ name: uploadName }),
  answers: { 200: { description: 'One event for each step, until the file is in or refused', content: { 'text/event-stream': 'text' } } },
  handle: async ({ params }) => ({ type: 'text/event-stream', body: '', stream: (res) => streamProgress(params.name, res) }),
})

export const list = endpoint({
  tag: 'Data',
  summary: 'Files taken in, newest first',
  answers: { 200: { description: 'Balance sheets', content: { [JSON_TYPE]: ingestListSchema } } },
  handle: async ({ services }) => plainJson({ ingests: await services.ingest.reports() }),
})

export const show = endpoint({
  tag: 'Data',
  summary: 'The balance sheet of one file, as it stands now',
  params: z.object({ id: z.string() }),
  answers: { 200: { description: 'Balance sheet', content: { [JSON_TYPE]: ingestReportSchema } } },
  problems: { 404: 'No such ingest' },
  handle: async ({ services, params }) => {
    const report = /^\d{1,9}$/.test(params.id) ? await services.ingest.report(Number(params.id)) : null
    if (!report) throw notFound(`The ingest "${params.id.slice(0, 40)}"`)
    return plainJson(report)
  },
})
