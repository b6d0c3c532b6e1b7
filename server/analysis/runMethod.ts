import { PARAMETERS } from '../contract/analysis.ts'
import type { Analysis, AnalysisProgress, AnalysisQuestion, Filter, FilterInput } from '../contract/analysis.ts'
import { METHOD_GUIDE } from '../contract/methodGuide.ts'
import type { AnalysisKind } from '../contract/methodGuide.ts'
import { shortDigest } from '../domain/digest.ts'
import { monthsOf } from '../domain/period.ts'
import { Problem } from '../domain/problem.ts'
import { analysisExists, storeAnalysis } from '../store/analyses.ts'
import type { Sql } from '../store/db.ts'
import { inTransaction } from '../store/retry.ts'
import type { Areas } from './area.ts'
import type { FieldsOf } from './field.ts'
import type { Facts, Method } from './methods/method.ts'
import { METHODS } from './methods/registry.ts'
import type { Jobs } from './work/jobs.ts'
import type { Finished } from './work/messages.ts'
import type { Pool } from './work/pool.ts'

/** An answer that takes longer than this is told to be under way. */
const AT_ONCE_MS = 1500

export type Asked =
  | { state: 'known' | 'made'; id: string }
  | { state: 'under-way'; id: string; progress: AnalysisProgress; estimateSeconds: number }

const numberOr = (parameters: unknown, name: string, other: number): number => {
  const value = (parameters as Record<string, unknown>)[name]
  return typeof value === 'number' ? value : other
}

const documentOf = (id: string, kind: AnalysisKind, filter: Filter, parameters: unknown, versions: { dataVersion: string; codeVersion: string }, counted: Pick<Analysis, 'incidents' | 'excluded' | 'monthsReceived'>, { document, tables }: Finished): Analysis => ({
  id, kind,
  title: METHOD_GUIDE[kind].title,
  filter, parameters: parameters as Record<string, unknown>,
  ...versions,
  unit: 'incidents',
  ...counted,
  sentence: document.sentence,
  refused: document.refused ?? null,
  caution: document.caution ?? null,
  advice: document.advice ?? [],
  figures: document.figures,
  tables: tables.map(({ name, label, geometry, columns, rows }) => ({ name, label, geometry, columns, rows })),
})

/**
 * WORK-GATE of the methods: reads incidents, leaves an analysis. As with runs, the id is the digest of the complete question, the data
 * version and the code version, and what is stored under it never changes. Work is done in worker threads; a question that would
 * outlast the limit is refused before it begins.
 */
export const createAnalysisGate = (deps: {
  knex: Sql
  fieldsOf: FieldsOf
  areas: Areas
  pool: Pool
  jobs: Jobs
  limitSeconds: number
  workers: number
  codeVersion: string
  now: () => Date
}) => {
  const { knex, fieldsOf, areas, pool, jobs, limitSeconds, workers, codeVersion, now } = deps

  const refuseTooLong = (method: Method, facts: Facts, parameters: unknown): number => {
    const seconds = method.seconds(facts, parameters as never) / (method.simulate ? workers : 1)
    if (seconds <= limitSeconds) return seconds
    const field = numberOr(parameters, 'replicates', 0) > 999 ? 'replicates' : 'filter'
    throw new Problem(422, 'too-long', 'Longer than allowed',
      `${field}: this would take about ${Math.ceil(seconds).toLocaleString('en-GB')} seconds, and ${limitSeconds} are allowed. ` +
      (field === 'replicates' ? 'Ask for fewer replicates.' : 'Ask for a coarser resolution, a shorter period or a smaller window.'), { field: `parameters.${field}` })
  }

  /** Finds the analysis that answers a question, or starts it; waits a moment, because most are done by then. */
  const ask = async ({ kind, filter: given, parameters: told }: AnalysisQuestion): Promise<Asked> => {
    const method = METHODS[kind]
    if (!method) throw new Problem(422, 'no-such-method', 'No such method', `kind: "${kind}" cannot be asked for.`, { field: 'kind' })
    const parameters: unknown = PARAMETERS[kind].parse(told ?? {})
    const state = await fieldsOf.state()
    const filter = fieldsOf.complete((given ?? {}) as FilterInput, state)
    const versions = { dataVersion: state.dataVersion, codeVersion }
    const id = shortDigest({ kind, filter, parameters, ...versions })
    if (await analysisExists(knex, id)) return { state: 'known', id }
    const running = jobs.progress(id)
    if (!running || running.progress.state === 'failed' || running.progress.state === 'cancelled') {
      const area = areas(method.resolution(parameters as never), numberOr(parameters, 'k', 1))
      const own: Filter = { ...filter, ...method.first?.(filter, parameters as never) }
      const change = method.second?.(filter, parameters as never) ?? null
      const { field, excluded } = await fieldsOf.field(own, state, area)
      const other = change ? (await fieldsOf.field({ ...filter, ...change }, state, area)).field : null
      const facts: Facts = {
        cells: area.cells.length, incidents: field.incidents, otherIncidents: other?.incidents ?? 0,
        months: monthsOf(own.period).length, days: (Date.parse(own.period.to) - Date.parse(own.period.from)) / 86_400_000,
      }
      const estimate = refuseTooLong(method, facts, parameters)
      jobs.start(id, estimate, async ({ onProgress, started }) => {
        const work = pool.run({ kind, method, input: { area, field, other }, parameters, onProgress })
        started(work.cancel)
        const finished = await work.finished
        const counted = { incidents: field.incidents, excluded, monthsReceived: field.monthsReceived }
        const document = documentOf(id, kind, filter, parameters, versions, counted, finished)
        await inTransaction(knex, (trx) => storeAnalysis(trx, { id, kind, question: { filter, parameters }, ...versions, document: JSON.stringify(document), tables: finished.tables }, now().toISOString()))
      })
    }
    const settled = await jobs.wait(id, AT_ONCE_MS)
    if (settled) return { state: 'made', id }
    const job = jobs.progress(id)
    if (!job) return { state: 'known', id }
    return { state: 'under-way', id, ...job }
  }

  return { ask, progress: jobs.progress, listen: jobs.listen, cancel: jobs.cancel, close: pool.close }
}
export type AnalysisGate = ReturnType<typeof createAnalysisGate>
