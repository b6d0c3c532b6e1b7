import { z } from 'zod'
import type { Response } from 'express'
import { analysisQuestionSchema, analysisRowsSchema, analysisSchema, PARAMETERS, progressSchema, underWaySchema } from '../contract/analysis.ts'
import type { AnalysisProgress, AnalysisQuestion } from '../contract/analysis.ts'
import { ANALYSIS_KINDS, METHOD_GUIDE } from '../contract/methodGuide.ts'
import { notFound, Problem } from '../domain/problem.ts'
import { rowsArrow } from '../publish/analyses/arrow.ts'
import { rowsGeoJson } from '../publish/analyses/geoJson.ts'
import { rowsCsv, rowsJson } from '../publish/analyses/rows.ts'
import type { Services } from '../services.ts'
import { ARROW_TYPE, CSV_TYPE, endpoint, GEOJSON_TYPE, JSON_TYPE, plainJson } from './endpoint.ts'

const id = z.string().regex(/^[0-9a-f]{24}$/, 'must be the id of an analysis').describe('Analysis id')

const methodSchema = z.object({
  kind: z.enum(ANALYSIS_KINDS), title: z.string(), question: z.string(), reading: z.string(), caveats: z.array(z.string()), reference: z.string(),
  parameters: z.looseObject({}).describe('JSON Schema of the parameters, with defaults and ranges'),
})

/** The guide never changes while the service runs. */
const guide = ANALYSIS_KINDS.map((kind) => ({ kind, ...METHOD_GUIDE[kind], parameters: z.toJSONSchema(PARAMETERS[kind], { io: 'input', unrepresentable: 'any' }) }))

export const methods = endpoint({
  tag: 'Analysis',
  summary: 'The guide to the methods: question, reading, caveats, reference, parameters with their ranges',
  answers: { 200: { description: 'Every method', content: { [JSON_TYPE]: z.object({ methods: z.array(methodSchema) }) } } },
  handle: async () => plainJson({ methods: guide }),
})

export const create = endpoint({
  tag: 'Analysis',
  summary: 'Ask for an analysis: find it, make it, or start it',
  description:
    'An analysis is immutable: the same question of the same data by the same code has the same id and the same bytes, simulations included. ' +
    'What is done within a moment is answered at once; longer work answers 202 and goes on, see its progress. What would outlast the limit is refused beforehand.',
  body: analysisQuestionSchema,
  answers: {
    200: { description: 'This analysis was known', content: { [JSON_TYPE]: analysisSchema } },
    201: { description: 'This analysis was made now', content: { [JSON_TYPE]: analysisSchema } },
    202: { description: 'It is under way', content: { [JSON_TYPE]: underWaySchema } },
  },
  problems: { 409: 'No data yet, or cancelled while it was made', 422: 'The data do not bear it, or it would take too long' },
  handle: async ({ services, body }) => {
    const asked = await services.analyses.ask(body as AnalysisQuestion)
    const headers = { Location: `/api/analyses/${asked.id}`, 'Cache-Control': 'no-store' }
    if (asked.state === 'under-way') return plainJson({ id: asked.id, estimateSeconds: asked.estimateSeconds, ...asked.progress }, { status: 202, headers })
    const { text } = await services.release.analysisText(asked.id)
    return { status: asked.state === 'made' ? 201 : 200, type: JSON_TYPE, body: text, headers }
  },
})

export const show = endpoint({
  tag: 'Analysis',
  summary: 'An analysis: what was asked, what came out in plain words, figures and the list of its tables',
  params: z.object({ id }),
  answers: { 200: { description: 'The analysis', content: { [JSON_TYPE]: analysisSchema } } },
  problems: { 404: 'No such analysis, or not finished' },
  handle: async ({ services, params }) => ({ type: JSON_TYPE, body: (await services.release.analysisText(params.id)).text, immutable: params.id }),
})

export const remove = endpoint({
  tag: 'Analysis',
  summary: 'Cancel an analysis that is under way',
  params: z.object({ id }),
  answers: { 202: { description: 'It is being stopped', content: { [JSON_TYPE]: progressSchema } } },
  problems: { 404: 'Nothing of this id is under way' },
  handle: async ({ services, params }) => {
    if (!services.analyses.cancel(params.id)) throw notFound('An analysis of this id that is under way')
    return plainJson(services.analyses.progress(params.id)?.progress ?? null, { status: 202 })
  },
})

const BEAT_MS = 15_000

/** Server-sent events until the work is done or stopped. A finished analysis says so once. */
const stream = (services: Services, analysis: string, known: boolean, res: Response): void => {
  res.status(200).set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
  res.flushHeaders()
  const over = (progress: AnalysisProgress): boolean => progress.state !== 'waiting' && progress.state !== 'running'
  let stop: (() => void) | null = null
  let ended = false
  const beat = setInterval(() => res.write(': still here\n\n'), BEAT_MS)
  const end = (): void => {
    if (ended) return
    ended = true
    clearInterval(beat)
    stop?.()
    res.end()
  }
  const send = (progress: AnalysisProgress): void => {
    if (ended) return
    res.write(`data: ${JSON.stringify(progress)}\n\n`)
    ;(res as Response & { flush?: () => void }).flush?.() // the compressing middleware would hold small pieces back
    if (over(progress)) end()
  }
  res.on('close', end)
  stop = services.analyses.listen(analysis, send)
  if (stop === null && known) send({ state: 'done', done: 1, secondsLeft: 0, detail: null })
  if (stop === null) end()
  else if (ended) stop()
}

export const progress = endpoint({
  tag: 'Analysis',
  summary: 'How far an analysis has come and the time left, as server-sent events',
  params: z.object({ id }),
  answers: { 200: { description: 'One event for each step, until it is done, failed or cancelled', content: { 'text/event-stream': 'text' } } },
  problems: { 404: 'No such analysis' },
  handle: async ({ services, params }) => {
    const known = await services.release.analysisText(params.id).then(() => true, (error: unknown) => {
      if (error instanceof Problem && error.document.status === 404) return false
      throw error
    })
    if (!known && !services.analyses.progress(params.id)) throw notFound('An analysis of this id')
    return { type: 'text/event-stream', body: '', stream: (res) => stream(services, params.id, known, res) }
  },
})

export const rows = endpoint({
  tag: 'Analysis',
  summary: 'One table of an analysis: every row, for reading, mapping or further work',
  params: z.object({ id, table: z.string().max(40), format: z.enum(['json', 'csv', 'geojson', 'arrow']) }),
  answers: {
    200: { description: 'The table', content: { [JSON_TYPE]: analysisRowsSchema, [CSV_TYPE]: 'text', [GEOJSON_TYPE]: z.object({ type: z.literal('FeatureCollection') }).loose(), [ARROW_TYPE]: 'binary' } },
  },
  problems: { 404: 'No such analysis, no such table, or a table that is no map' },
  handle: async ({ services, params }) => {
    const table = await services.release.analysisTable(params.id, params.table)
    const name = `${params.table}-${params.id}.${params.format}`
    const rest = { immutable: name, headers: { 'Content-Disposition': `inline; filename="${name}"` } }
    switch (params.format) {
      case 'json':
        return { type: JSON_TYPE, body: () => rowsJson(params.id, table), ...rest }
      case 'csv':
        return { type: CSV_TYPE, body: () => rowsCsv(table), ...rest }
      case 'arrow':
        return { type: ARROW_TYPE, body: () => rowsArrow(table), ...rest }
      case 'geojson': {
        const map = rowsGeoJson(table)
        if (!map) throw notFound(`A map of the table "${params.table.slice(0, 40)}"`)
        return { type: GEOJSON_TYPE, body: () => map, ...rest }
      }
    }
  },
})
