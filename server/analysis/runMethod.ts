import { PARAMETERS } from '../contract/analysis.ts'
import type { Analysis, AnalysisProgress, AnalysisQuestion } from '../contract/analysis.ts'
import { METHOD_GUIDE } from '../contract/methodGuide.ts'
import type { AnalysisKind } from '../contract/methodGuide.ts'
import type { Filter } from '../contract/query.ts'
import { shortDigest } from '../domain/digest.ts'
import { dataVersionOf } from '../domain/incident.ts'
import type { InForce } from '../domain/incident.ts'
import type { KeptOut } from '../domain/keptOut.ts'
import { monthsOf } from '../domain/period.ts'
import { Problem } from '../domain/problem.ts'
import { analysisExists, storeAnalysis } from '../store/analyses.ts'
import type { Sql } from '../store/db.ts'
import { inForce } from '../store/incidents.ts'
import { decisionsDigest } from '../store/placeDecisions.ts'
import { inTransaction } from '../store/retry.ts'
import { adviseMethod, refusalOf } from './adviceRules.ts'
import type { Advice } from './adviceRules.ts'
import type { Areas } from './area.ts'
import { DataMoved } from './columnStore.ts'
import { completeFilter } from './field.ts'
import type { DataState, Fields, Selected } from './field.ts'
import { factsOf } from './methodFacts.ts'
import type { Facts, Method } from './methods/method.ts'
import { refuse } from './methods/method.ts'
import { METHODS } from './methods/registry.ts'
import type { Jobs } from './work/jobs.ts'
import type { Finished } from './work/messages.ts'
import { Cancelled, MethodFailed } from './work/pool.ts'
import type { Pool } from './work/pool.ts'

/** An answer that takes longer than this is told to be under way. */
const AT_ONCE_MS = 1500

export type Asked =
  | { state: 'known' | 'made'; id: string }
  | { state: 'under-way'; id: string; progress: AnalysisProgress; estimateSeconds: number }

type Question = { id: string; kind: AnalysisKind; method: Method; filter: Filter; parameters: unknown; state: DataState }

const numberOr = (parameters: unknown, name: string, other: number): number => {
  const value = (parameters as Record<string, unknown>)[name]
  return typeof value === 'number' ? value : other
}

/** Codes that are named; a file may have thousands. */
const MOST_CODES = 10

const harmAdvice = ({ harm }: Selected): string[] => {
  if (!harm) return []
  const rest = harm.withoutWeight.slice(MOST_CODES)
  const without = [
    ...harm.withoutCode.map(({ sources, count }) => `${Math.round(count)} of ${sources.join(' and ')} without an offence code`),
    ...harm.withoutWeight.slice(0, MOST_CODES).map(({ code, count }) => `${Math.round(count)} of offence ${code.slice(0, 40)}`),
    ...(rest.length > 0 ? [`${Math.round(rest.reduce((sum, { count }) => sum + count, 0))} of ${rest.length} other offences`] : []),
  ]
  return [`Harm by the weights of version ${harm.version}. Without a weight, and in no figure: ${without.join('; ') || 'none'}.`]
}

const faultOf = (error: unknown): object => ({
  name: error instanceof Error ? error.name : typeof error,
  trace: error instanceof MethodFailed ? [error.message] : error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')).slice(0, 8) : [],
})

const cancelled = (): Problem => new Problem(409, 'cancelled', 'Cancelled', 'Somebody cancelled this analysis while it was made. Ask for it again if you want it.')

/** The whole answer: what was asked and of which data, what limits it, what came out. */
const documentOf = ({ id, kind, filter, parameters, state }: Question, codeVersion: string, own: Selected, advice: Advice[], { document, tables }: Finished): Analysis => ({
  id, kind,
  title: METHOD_GUIDE[kind].title,
  filter,
  parameters: parameters as Record<string, unknown>,
  dataVersion: state.dataVersion,
  codeVersion,
  unit: filter.measure === 'harm' ? 'days of harm' : 'incidents',
  incidents: own.field.incidents,
  excluded: own.excluded,
  monthsReceived: own.field.monthsReceived,
  sentence: document.sentence,
  refused: document.refused ?? null,
  caution: document.refused ? null : ([...advice.filter(({ severity }) => severity === 'caution').map(({ sentence }) => sentence), document.caution ?? ''].filter(Boolean).join(' ') || null),
  advice: document.refused ? [] : [...advice.filter(({ severity }) => severity === 'note').map(({ sentence }) => sentence), ...harmAdvice(own), ...(document.advice ?? [])],
  figures: document.figures,
  tables: tables.map(({ name, label, geometry, columns, rows }) => ({ name, label, geometry, columns, rows })),
})

/**
 * WORK-GATE of the methods: reads incidents, leaves an analysis. As with runs, the id is the digest of the complete question, the data
 * version and the code version, and what is stored under it never changes. Work is done in worker threads; a question that would
 * outlast the limit is refused before it begins, and so is one that the data cannot bear.
 */
export const createAnalysisGate = (deps: {
  knex: Sql
  fields: Fields
  areas: Areas
  /** cells that no patrol zone may hold, for these data */
  keptOut: (data: InForce[]) => KeptOut
  pool: Pool
  jobs: Jobs
  limitSeconds: number
  workers: number
  codeVersion: string
  now: () => Date
  log?: { error: (fields: object, text: string) => void }
}) => {
  const { knex, fields, areas, keptOut, pool, jobs, limitSeconds, workers, codeVersion, now, log } = deps

  const readState = async (): Promise<DataState> => {
    const data = await inForce(knex)
    const decisions = await decisionsDigest(knex)
    return { data, decisions, dataVersion: dataVersionOf(data, decisions) }
  }

  const estimateOf = (method: Method, facts: Facts, parameters: unknown): number => {
    const seconds = method.seconds(facts, parameters as never) / (method.simulate ? workers : 1)
    if (seconds <= limitSeconds) return seconds
    const field = numberOr(parameters, 'replicates', 0) > 999 ? 'parameters.replicates' : 'filter.period'
    throw new Problem(422, 'too-long', 'Longer than allowed',
      `${field}: this would take about ${Math.ceil(seconds).toLocaleString('en-GB')} seconds, and ${limitSeconds} are allowed. ` +
      (field === 'filter.period' ? 'Ask for a shorter period, a coarser resolution or a smaller window.' : 'Ask for fewer replicates.'), { field })
  }

  const keep = async (question: Question, own: Selected, advice: Advice[], finished: Finished): Promise<void> => {
    const { id, kind, filter, parameters, state: { dataVersion } } = question
    const document = JSON.stringify(documentOf(question, codeVersion, own, advice, finished))
    await inTransaction(knex, (trx) => storeAnalysis(trx, { id, kind, question: { filter, parameters }, dataVersion, codeVersion, document, tables: finished.tables }, now().toISOString()))
  }

  /** Gathers what the question is about, and starts the work; a question that the data cannot bear is answered with the reason. */
  const start = async (question: Question): Promise<void> => {
    const { id, kind, method, parameters, filter, state } = question
    const needs = method.needs ?? {}
    const area = areas(method.resolution(parameters as never), numberOr(parameters, 'k', 1))
    const asked: Filter = { ...filter, ...(needs.candidates && { weighting: 'fractional' }) }
    const change = method.second?.(filter, parameters as never) ?? null
    const own = await fields.fieldOf({ ...asked, ...method.first?.(filter, parameters as never) }, state, area, needs)
    const other = change ? await fields.fieldOf({ ...asked, ...change }, state, area, needs) : null
    const advice = adviseMethod(factsOf(kind, filter, parameters, area, own, other))
    const refused = refusalOf(advice)
    if (refused !== null) {
      return keep(question, own, [], { document: refuse(refused), tables: [] })
    }
    const { period } = own.field
    const facts: Facts = {
      cells: area.cells.length, incidents: own.field.incidents, otherIncidents: other?.field.incidents ?? 0,
      months: monthsOf(period).length, days: (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000,
    }
    const estimate = estimateOf(method, facts, parameters)
    jobs.start(id, estimate, async ({ onProgress, started }) => {
      const work = pool.run({ kind, method, input: { area, field: own.field, other: other?.field ?? null, keptOut: keptOut(state.data) }, parameters, onProgress })
      started(work.cancel)
      try {
        await keep(question, own, advice, await work.finished)
      } catch (error) {
        // Who asked may be gone by now: nobody else would tell of it. Places in the code and no words, which may hold data.
        if (!(error instanceof Problem || error instanceof Cancelled)) log?.error({ kind, ...faultOf(error) }, 'an analysis failed')
        throw error
      }
    })
  }

  /** Questions that are being gathered: whoever asks the same meanwhile waits for it and gathers nothing. */
  const starting = new Map<string, Promise<void>>()

  const startOnce = (question: Question): Promise<void> => {
    const begun = starting.get(question.id) ?? start(question).finally(() => starting.delete(question.id))
    starting.set(question.id, begun)
    return begun
  }

  /** Finds the analysis that answers a question, or starts it; waits a moment, because most are done by then. */
  const ask = async ({ kind, filter: given, parameters: told }: AnalysisQuestion, tries = 4): Promise<Asked> => {
    const method = METHODS[kind]
    if (!method) throw new Problem(422, 'no-such-method', 'No such method', `kind: "${kind}" cannot be asked for.`, { field: 'kind' })
    const parameters: unknown = PARAMETERS[kind].parse(told ?? {})
    const state = await readState()
    const filter = completeFilter(given ?? {}, state.data)
    const id = shortDigest({ kind, filter, parameters, dataVersion: state.dataVersion, codeVersion })
    if (await analysisExists(knex, id)) return { state: 'known', id }
    const running = jobs.progress(id)?.progress.state
    if (running !== 'waiting' && running !== 'running') {
      try {
        await startOnce({ id, kind, method, filter, parameters, state })
      } catch (error) {
        if (error instanceof DataMoved && tries > 1) return ask({ kind, filter: given, parameters: told }, tries - 1)
        throw error
      }
    }
    const made = await jobs.wait(id, AT_ONCE_MS).catch((error: unknown) => {
      throw error instanceof Cancelled ? cancelled() : error
    })
    if (made) return { state: 'made', id }
    const job = jobs.progress(id)
    if (job?.progress.state === 'cancelled') throw cancelled()
    return job ? { state: 'under-way', id, ...job } : { state: 'made', id }
  }

  /** What the first question would wait for, and hold up others by: the cells as flat arrays, the threads. */
  const warm = (): void => {
    pool.warm()
    for (const resolution of [7, 8, 9] as const) areas(resolution, 1)
  }

  return { ask, warm, progress: jobs.progress, listen: jobs.listen, cancel: jobs.cancel, close: pool.close }
}
export type AnalysisGate = ReturnType<typeof createAnalysisGate>
