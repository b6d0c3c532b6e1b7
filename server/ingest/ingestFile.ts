import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline as pipe } from 'node:stream/promises'
import type { IngestReport } from '../contract/ingest.ts'
import { nextMonth } from '../domain/period.ts'
import { fileProblem } from '../domain/problem.ts'
import { createTurns } from '../domain/turns.ts'
import type { StudyArea } from '../domain/studyArea.ts'
import { storeRows } from '../store/cases.ts'
import type { Sql } from '../store/db.ts'
import { MAX_LINES } from '../store/ids.ts'
import { claimIngest, findIngestByDigest, ingestReport, ingestReports, lockOrganisation, storeBalance, storeIssues } from '../store/ingests.ts'
import { inTransaction } from '../store/retry.ts'
import { supersede, wouldSupersede } from '../store/supersede.ts'
import { createBalance } from './balance.ts'
import type { Balance } from './balance.ts'
import { readCsv } from './parse/readCsv.ts'
import { createPipeline } from './pipeline.ts'
import type { RowOutcome } from './pipeline.ts'
import { profileNamed } from './sources/registry.ts'
import type { Profile } from './sources/profile.ts'
import { readHeader } from './steps/header.ts'

/** A month of the largest force is some 120,000 rows. */
const MAX_ROWS = 1_000_000
/** A national file names 45. */
const MAX_ORGANISATIONS = 60
/** Files that may wait for their turn in one process. */
const MAX_WAITING = 40

export type FileToIngest = { path: string; file: string; profile: string; dryRun?: boolean }

type Incoming = { path: string; file: string; profile: Profile; sha256: string; bytes: number }

const digestOfFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipe(createReadStream(path), hash)
  return hash.digest('hex')
}

/** The rows of a file on their road, in batches; the header is read and judged first. */
async function* outcomes({ path, file, profile }: Incoming, studyArea: StudyArea, thisMonth: string): AsyncGenerator<RowOutcome[]> {
  const judge = createPipeline(profile, studyArea, file, thisMonth)
  let named: ((fields: string[]) => Record<string, string>) | null = null
  let rows = 0
  for await (const batch of readCsv(path, file)) {
    const data = named ? batch : batch.slice(1)
    named ??= readHeader(batch[0]?.fields ?? [], profile, file)
    const read = named
    rows += data.length
    const line = data.at(-1)?.line ?? 0
    if (rows > MAX_ROWS || line >= MAX_LINES) throw fileProblem('file-too-large', `the file has more than ${MAX_ROWS} rows, or too many empty lines`, { file, line })
    if (data.length > 0) yield data.map((row) => judge(read(row.fields), row))
  }
  if (rows === 0) throw fileProblem('no-rows', named ? 'there is a header and no row' : 'there is no text in the file', { file })
}

/**
 * IN-GATE: the only way in. One file, one transaction: either every row of it is accounted for, or nothing has changed.
 * The same bytes again are "already received"; a newer file for the same organisation and month supersedes the older one.
 */
export const createIngestGate = (deps: { knex: Sql; studyArea: StudyArea; now: () => Date }) => {
  const { knex, studyArea, now } = deps
  const turns = createTurns(MAX_WAITING, 'files')

  const known = async (id: number): Promise<IngestReport> => {
    const report = await ingestReport(knex, id)
    if (!report) throw new Error('an ingest that was found is gone')
    return { ...report, status: 'already-received' }
  }

  const thisMonth = (): string => now().toISOString().slice(0, 7)

  const tryOut = async (incoming: Incoming): Promise<IngestReport> => {
    const balance = createBalance()
    for await (const batch of outcomes(incoming, studyArea, thisMonth())) {
      batch.forEach(balance.add)
      balance.takeIssues()
    }
    const supersedes = await wouldSupersede(knex, incoming.profile.source, balance.months().filter(({ accepted }) => accepted > 0).map(({ organisation, month }) => ({ organisation, from: `${month}-01` })))
    return dryRunReport(incoming, balance, supersedes)
  }

  const store = async (trx: Sql, incoming: Incoming): Promise<number | null> => {
    const { profile, file, sha256, bytes } = incoming
    const id = await claimIngest(trx, { profile: profile.name, profileVersion: profile.version, file, sha256, bytes, receivedAt: now().toISOString() })
    if (id === null) return null
    const balance = createBalance()
    const organisations = new Map<string, number>()
    // Set when the organisation is locked: what this file replaces was then received before it, whoever began first.
    let receivedAt = ''
    // While the database stores one batch, the next one is read and judged: one behind the other, never two.
    let storing: Promise<void> = Promise.resolve()
    try {
      for await (const batch of outcomes(incoming, studyArea, thisMonth())) {
        batch.forEach(balance.add)
        const issues = balance.takeIssues()
        await storing
        const fresh = [...new Set(batch.map((row) => row.organisation))].filter((name) => !organisations.has(name)).toSorted()
        if (organisations.size + fresh.length > MAX_ORGANISATIONS)
          throw fileProblem('too-many-forces', `the file names more than ${MAX_ORGANISATIONS} forces`, { file, line: batch[0]?.record.line ?? 0 })
        for (const name of fresh) organisations.set(name, await lockOrganisation(trx, profile.source, name))
        receivedAt ||= now().toISOString()
        storing = storeRows(trx, id, receivedAt, batch.map((row) => ({
          record: row.record, case: row.case, organisationId: organisations.get(row.organisation) ?? 0,
        }))).then(() => storeIssues(trx, id, issues))
        storing.catch(() => {}) // awaited above or below; this only keeps a failure from being called unhandled
      }
    } finally {
      await storing
    }
    await supersede(trx, id, receivedAt, balance.months().filter(({ accepted }) => accepted > 0).map(({ organisation, month, accepted }) => ({
      organisationId: organisations.get(organisation) ?? 0, from: `${month}-01`, to: `${nextMonth(month)}-01`, accepted,
    })))
    await storeBalance(trx, id, receivedAt, balance.rows())
    return id
  }

  return {
    /** Takes a file in; throws a Problem, with nothing changed, when it cannot be used. */
    async ingestFile({ path, file, profile: profileName, dryRun = false }: FileToIngest): Promise<IngestReport> {
      const profile = profileNamed(profileName)
      const incoming = { path, file, profile, sha256: await digestOfFile(path), bytes: (await stat(path)).size }
      const earlier = await findIngestByDigest(knex, profile.name, incoming.sha256)
      if (earlier !== null) return known(earlier)
      if (dryRun) return tryOut(incoming)
      const id = await turns.take(() => inTransaction(knex, (trx) => store(trx, incoming)))
      if (id !== null) return { ...(await known(id)), status: 'accepted' }
      const other = await findIngestByDigest(knex, profile.name, incoming.sha256)
      if (other === null) throw new Error('the same bytes were claimed by another ingest that is not there')
      return known(other)
    },
    /** Throws the Problem that an unknown profile would be, before a body is read. */
    checkProfile: (name: string): void => void profileNamed(name),
    /** Whether a file is going in: on the embedded engine everybody else waits for it. */
    busy: (): boolean => turns.busy(),
    report: (id: number): Promise<IngestReport | null> => ingestReport(knex, id),
    reports: (): Promise<IngestReport[]> => ingestReports(knex, 500),
  }
}
export type IngestGate = ReturnType<typeof createIngestGate>

const dryRunReport = ({ file, sha256, profile }: Incoming, balance: Balance, supersedes: IngestReport['supersedes']): IngestReport => ({
  id: null,
  file,
  sha256,
  profile: profile.name,
  status: 'accepted',
  dryRun: true,
  organisations: [...new Set(balance.months().map((month) => month.organisation))],
  periods: [...new Set(balance.months().map((month) => month.month))].toSorted(),
  receivedAt: null,
  rows: balance.rows(),
  issues: balance.issueCounts(),
  supersedes,
})
