import { setImmediate as nextTurn } from 'node:timers/promises'
import type { IngestProgress, IngestReport } from '../contract/ingest.ts'
import type { Profile } from '../contract/profile.ts'
import { fileProblem } from '../domain/problem.ts'
import { createTurns } from '../domain/turns.ts'
import { markConveyed, storeRows } from '../store/cases.ts'
import type { Sql } from '../store/db.ts'
import { proposeDuplicates } from '../store/duplicates.ts'
import { MAX_LINES } from '../store/ids.ts'
import { claimIngest, findIngestByDigest, ingestReport, ingestReports, lockOrganisation, storeBalance, storeIssues } from '../store/ingests.ts'
import { inTransaction } from '../store/retry.ts'
import { supersede, wouldReplace, wouldSupersede } from '../store/supersede.ts'
import { createBalance } from './balance.ts'
import type { Spoken } from './balance.ts'
import { dryRunReport } from './dryRun.ts'
import type { Ground } from './ground.ts'
import type { Incoming } from './incoming.ts'
import { readRows } from './parse/readRows.ts'
import { createPipeline } from './pipeline.ts'
import type { RowOutcome } from './pipeline.ts'
import { readHeader } from './profiles/columns.ts'
import type { Columns } from './profiles/columns.ts'
import type { ProfileRegistry } from './profiles/registry.ts'

/** A month of the largest force is some 120,000 rows. */
const MAX_ROWS = 1_000_000
/** A national file names 45 forces; England has some 180 emergency departments. */
const MAX_ORGANISATIONS = 250
/** Files that may wait for their turn in one process. */
const MAX_WAITING = 40
/** A month of which a file has less than this share of what is in force is not told anew by it. */
const LEAST_SHARE = 0.1

/** A stray row (a mistyped year, the first hours of the next month) must not take a whole month out of force. */
const refuseStrayRows = (file: string, spokenFor: Spoken[], replaced: number[]): void => {
  const most = Math.max(...spokenFor.map(({ rows }) => rows))
  spokenFor.forEach(({ organisation, from, rows }, i) => {
    const now = replaced[i] ?? 0
    if (rows < most && rows < now * LEAST_SHARE)
      throw fileProblem('stray-rows', `${rows} of its rows are of ${from.slice(0, 7)} (${organisation}), where ${now} rows are in force: they would replace them all. Leave them out, or send that month whole`, { file })
  })
}

/** Milliseconds of judging rows before everybody else in the process has a turn. */
const SLICE_MS = 25

export type FileToIngest = Incoming & { profile: string; dryRun?: boolean; onProgress?: (progress: IngestProgress) => void }

type Work = { incoming: Incoming; profile: Profile; tell: (stage: IngestProgress['stage'], rowsRead: number, accepted: number, quarantined: number) => void }

/**
 * IN-GATE: the only way in. One file, one transaction: either every row of it is accounted for, or nothing has changed.
 * The same bytes again are "already received"; a newer file for the same organisation and days supersedes the older one.
 */
export const createIngestGate = (deps: { knex: Sql; ground: Ground; profiles: ProfileRegistry; now: () => Date }) => {
  const { knex, ground, profiles, now } = deps
  const turns = createTurns(MAX_WAITING, 'files')

  /** The rows of a file on their road, in batches; the header is read and judged first. */
  async function* outcomes({ incoming, profile }: Work, onHeader: (columns: Columns) => void): AsyncGenerator<RowOutcome[]> {
    const { file } = incoming
    let judge: ReturnType<typeof createPipeline> | null = null
    let rows = 0
    for await (const batch of readRows(incoming.open, { file, bytes: incoming.bytes, ...(profile.xmlRecord && { xmlRecord: profile.xmlRecord }) })) {
      let data = batch
      if (!judge) {
        const columns = readHeader(batch[0]?.fields ?? [], profile, file)
        onHeader({ ...columns, dropped: columns.dropped.map((name, i) => (/\d{4}|@/.test(name) ? `unnamed column ${i + 1}` : name)) })
        judge = createPipeline(profile, columns, file, ground, now())
        data = batch.slice(1)
      }
      rows += data.length
      const line = data.at(-1)?.line ?? 0
      if (rows > MAX_ROWS || line >= MAX_LINES) throw fileProblem('file-too-large', `the file has more than ${MAX_ROWS} rows, or too many empty lines`, { file, line })
      const judged: RowOutcome[] = []
      let since = performance.now()
      for (const row of data) {
        judged.push(judge.row(row))
        if (performance.now() - since < SLICE_MS) continue
        await nextTurn()
        since = performance.now()
      }
      if (judged.length > 0) yield judged
    }
    if (rows === 0) throw fileProblem('no-rows', judge ? 'there is a header and no row' : 'there is no text in the file', { file })
  }

  const known = async (id: number): Promise<IngestReport> => {
    const report = await ingestReport(knex, id)
    if (!report) throw new Error('an ingest that was found is gone')
    return { ...report, status: 'already-received' }
  }

  const tryOut = async (work: Work): Promise<IngestReport> => {
    const balance = createBalance()
    let dropped: string[] = []
    for await (const batch of outcomes(work, (columns) => (dropped = columns.dropped))) {
      batch.forEach(balance.add)
      balance.takeIssues()
      const { read, accepted, quarantined } = balance.rows()
      work.tell('reading', read, accepted, quarantined)
    }
    const spokenFor = balance.spokenFor(work.incoming.file)
    return dryRunReport(work.incoming, work.profile, balance, spokenFor, dropped, await wouldSupersede(knex, work.profile.source, spokenFor))
  }

  const store = async (trx: Sql, work: Work): Promise<number | null> => {
    const { profile, incoming: { file, sha256, bytes }, tell } = work
    const id = await claimIngest(trx, { profile: profile.name, profileVersion: profile.version, standard: profile.standard, file, sha256, bytes, receivedAt: now().toISOString() })
    if (id === null) return null
    const balance = createBalance()
    const organisations = new Map<string, number>()
    const conveyed: number[] = []
    let dropped: string[] = []
    // Set when the organisation is locked: what this file replaces was then received before it, whoever began first.
    let receivedAt = ''
    // While the database stores one batch, the next one is read and judged: one behind the other, never two.
    let storing: Promise<void> = Promise.resolve()
    try {
      for await (const batch of outcomes(work, (columns) => (dropped = columns.dropped))) {
        for (const row of batch) {
          balance.add(row)
          if (row.conveyed && row.caseLine !== null) conveyed.push(row.caseLine)
        }
        const issues = balance.takeIssues()
        await storing
        const { read, accepted, quarantined } = balance.rows()
        tell('storing', read, accepted, quarantined)
        const fresh = [...new Set(batch.map((row) => row.organisation))].filter((name) => name && !organisations.has(name)).toSorted()
        if (organisations.size + fresh.length > MAX_ORGANISATIONS)
          throw fileProblem('too-many-forces', `the file names more than ${MAX_ORGANISATIONS} organisations`, { file, line: batch[0]?.record.line ?? 0 })
        for (const name of fresh) organisations.set(name, await lockOrganisation(trx, profile.source, name))
        receivedAt ||= now().toISOString()
        storing = storeRows(trx, id, receivedAt, batch.map(({ record, case: theCase, caseLine, filedOn, organisation }) => ({
          record, case: theCase, caseLine, filedOn, organisationId: organisations.get(organisation) ?? 0,
        }))).then(() => storeIssues(trx, id, issues))
        storing.catch(() => {}) // awaited above or below; this only keeps a failure from being called unhandled
      }
    } finally {
      await storing
    }
    await markConveyed(trx, id, conveyed)
    const spokenFor = balance.spokenFor(file)
    if (profile.period === 'months') refuseStrayRows(file, spokenFor, await wouldReplace(trx, profile.source, spokenFor))
    await supersede(trx, id, receivedAt, spokenFor.map(({ organisation, ...piece }) => ({ organisationId: organisations.get(organisation) ?? 0, ...piece })))
    if (profile.source !== 'police') await proposeDuplicates(trx, id, receivedAt)
    await storeBalance(trx, id, receivedAt, balance.rows(), dropped)
    return id
  }

  const take = async (work: Work, dryRun: boolean): Promise<IngestReport> => {
    const { profile, incoming } = work
    const earlier = await findIngestByDigest(knex, profile, incoming.sha256)
    if (earlier !== null) return known(earlier)
    if (dryRun) return tryOut(work)
    const id = await turns.take(() => inTransaction(knex, (trx) => store(trx, work)))
    if (id !== null) return { ...(await known(id)), status: 'accepted' }
    const other = await findIngestByDigest(knex, profile, incoming.sha256)
    if (other === null) throw new Error('the same bytes were claimed by another ingest that is not there')
    return known(other)
  }

  return {
    /** Takes a file in; throws a Problem, with nothing changed, when it cannot be used. */
    async ingestFile({ profile, dryRun = false, onProgress = () => {}, ...incoming }: FileToIngest): Promise<IngestReport> {
      const told = { rowsRead: 0, accepted: 0, quarantined: 0 }
      const tell: Work['tell'] = (stage, rowsRead, accepted, quarantined) => onProgress({ stage, ...Object.assign(told, { rowsRead, accepted, quarantined }), ingest: null, detail: null })
      tell('waiting', 0, 0, 0)
      try {
        const report = await take({ incoming, profile: profiles.named(profile), tell }, dryRun)
        onProgress({ stage: 'done', rowsRead: report.rows.read, accepted: report.rows.accepted, quarantined: report.rows.quarantined, ingest: report.id, detail: null })
        return report
      } catch (error) {
        onProgress({ stage: 'refused', ...told, ingest: null, detail: error instanceof Error && error.name === 'Problem' ? error.message : 'Something went wrong.' })
        throw error
      }
    },
    /** Throws the Problem that an unknown profile would be, before a body is read. */
    checkProfile: (name: string): void => void profiles.named(name),
    /** Whether a file is going in: on the embedded engine everybody else waits for it. */
    busy: (): boolean => turns.busy(),
    report: (id: number): Promise<IngestReport | null> => ingestReport(knex, id),
    reports: (): Promise<IngestReport[]> => ingestReports(knex, 500),
  }
}
export type IngestGate = ReturnType<typeof createIngestGate>
