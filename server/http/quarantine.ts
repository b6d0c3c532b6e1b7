import { z } from 'zod'
import { duplicatePairsSchema, fixedSchema, fixSchema, quarantineSchema } from '../contract/ingest.ts'
import { ISSUE_KINDS, ISSUE_LABELS } from '../contract/vocabulary.ts'
import { notFound } from '../domain/problem.ts'
import { tableCsv } from '../publish/tableText.ts'
import { CSV_TYPE, endpoint, JSON_TYPE, plainJson } from './endpoint.ts'

/** Lines in one download: who has more to mend has one fault to mend in the file. */
const MOST_LINES = 50_000

const idOf = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw notFound(`The ingest "${text.slice(0, 40)}"`)
  return Number(text)
}

export const issues = endpoint({
  tag: 'Data',
  summary: 'Lines to mend, as CSV',
  params: z.object({ id: z.string() }),
  query: z.strictObject({ kind: z.enum(ISSUE_KINDS).optional() }),
  answers: { 200: { description: `Line, field, kind and meaning; at most ${MOST_LINES} lines`, content: { [CSV_TYPE]: 'text' } } },
  problems: { 404: 'No such ingest' },
  handle: async ({ services, params, query }) => {
    const id = idOf(params.id)
    if (!(await services.ingest.report(id))) throw notFound(`The ingest "${params.id}"`)
    const rows = await services.mend.issues(id, query.kind ?? null, 0, MOST_LINES)
    return {
      type: CSV_TYPE,
      body: tableCsv(['line', 'field', 'kind', 'meaning'], rows.map(({ line, field, kind }) => [line, field, kind, ISSUE_LABELS[kind]])),
      headers: { 'Content-Disposition': `attachment; filename="ingest-${id}-lines.csv"` },
    }
  },
})

export const list = endpoint({
  tag: 'Data',
  summary: 'Rows set aside, opened for the person who mends them',
  params: z.object({ id: z.string() }),
  query: z.strictObject({ after: z.coerce.number().int().min(0).optional(), limit: z.coerce.number().int().min(1).max(200).optional() }),
  answers: { 200: { description: 'Rows with their reasons', content: { [JSON_TYPE]: quarantineSchema } } },
  problems: { 404: 'No such ingest' },
  handle: async ({ services, params, query }) =>
    plainJson(await services.mend.quarantine(idOf(params.id), query.after ?? 0, query.limit ?? 50), { headers: { 'Cache-Control': 'no-store' } }),
})

export const fix = endpoint({
  tag: 'Data',
  summary: 'Mend a row that was set aside, and judge it again',
  params: z.object({ id: z.string(), line: z.string().regex(/^\d{1,8}$/) }),
  body: fixSchema,
  answers: { 200: { description: 'What became of it, and the balance sheet as it stands now', content: { [JSON_TYPE]: fixedSchema } } },
  problems: { 404: 'No such row', 409: 'A newer file speaks for its day, or it cannot be opened' },
  handle: async ({ services, params, body }) =>
    plainJson(await services.mend.mend(idOf(params.id), Number(params.line), body.fields), { headers: { 'Cache-Control': 'no-store' } }),
})

export const duplicates = endpoint({
  tag: 'Data',
  summary: 'Cases that may be one patient or event told twice: proposed, never removed',
  answers: { 200: { description: 'Pairs, newest first', content: { [JSON_TYPE]: duplicatePairsSchema } } },
  handle: async ({ services }) => plainJson(await services.mend.duplicates(200)),
})
