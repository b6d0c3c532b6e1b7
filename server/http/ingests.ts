import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request } from 'express'
import { z } from 'zod'
import { ingestListSchema, ingestReportSchema } from '../contract/ingest.ts'
import { PROFILES } from '../contract/vocabulary.ts'
import { notFound, Problem } from '../domain/problem.ts'
import { endpoint, JSON_TYPE, plainJson } from './endpoint.ts'

/** As sent; gzip is unpacked later, under its own limit. */
const MAX_BYTES = 512 * 1024 ** 2

/** What a body that ends too early looks like; a full disk is not among them. */
const CUT_OFF = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'ABORT_ERR'])

const limited = (): Transform => {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > MAX_BYTES) done(new Problem(413, 'file-too-large', 'This file was not taken in', 'The body is larger than 512 MB. Nothing was changed.'))
      else done(null, chunk)
    },
  })
}

/** Only the last part of a path, without control characters: it is shown to people, never opened. */
const cleanName = (name: string): string => (name.split(/[\\/]/).at(-1) ?? '').replaceAll(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 200) || 'upload'

const spool = async (req: Request, dir: string): Promise<string> => {
  const path = join(dir, 'body')
  try {
    await pipeline(req, limited(), createWriteStream(path, { mode: 0o600 }))
  } catch (error) {
    if (error instanceof Problem) throw error
    if (CUT_OFF.has((error as NodeJS.ErrnoException).code ?? '')) throw new Problem(400, 'body-cut-off', 'The file did not arrive', 'The connection ended before the whole file had arrived. Nothing was changed.')
    throw error
  }
  return path
}

export const create = endpoint({
  tag: 'Data',
  summary: 'Take a file in',
  description:
    'The body is the file itself, CSV or CSV.gz. One transaction: every row is accounted for, or nothing has changed. ' +
    'The same bytes again answer "already-received". A newer file for the same force and month supersedes the older one.',
  query: z.strictObject({
    profile: z.string().max(40).describe(`How to read it: ${PROFILES.join(', ')}`),
    file: z.string().max(255).optional().describe('Name to show for it'),
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
    const dir = await mkdtemp(join(services.spoolDir, 'upload-'))
    try {
      const report = await services.ingest.ingestFile({
        path: await spool(req, dir),
        file: cleanName(query.file ?? 'upload'),
        profile: query.profile,
        dryRun: query.dryRun === 'true',
      })
      const fresh = report.status === 'accepted' && !report.dryRun
      return plainJson(report, { status: fresh ? 201 : 200, ...(report.id && { headers: { Location: `/api/ingests/${report.id}` } }) })
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  },
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
