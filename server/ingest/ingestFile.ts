import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline as pipe } from 'node:stream/promises'
import type { IngestReport } from '../contract/ingest.ts'
import { nextMonth } from '../domain/period.ts'
import { fileProblem } from '../domain/problem.ts'
import type { StudyArea } from '../domain/studyArea.ts'
import { storeRows } from '../store/cases.ts'
import type { Sql } from '../store/db.ts'
import { MAX_LINES } from '../store/ids.ts'
import { claimIngest, findIngestByDigest, ingestReport, ingestReports, lockOrganisation, storeBalance, storeIssues } from '../store/ingests.ts'
import { inTransaction } from '../store/retry.ts'
import { supersede } from '../store/supersede.ts'
import { createBalance } from './balance.ts'
import type { Balance } from './balance.ts'
import { readCsv } from './parse/readCsv.ts'
import { createPipeline } from './pipeline.ts'
import type { RowOutcome } from './pipeline.ts'
import { profileNamed } from './sources/registry.ts'
import type { Profile } from './sources/profile.ts'
import { readHeader } from './steps/header.ts'

export type FileToIngest = { path: string; file: string; profile: string; dryRun?: boolean }

const digestOfFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipe(createReadStream(path), hash)
  return hash.digest('hex')
}

/** The rows of a file on their road, in batches; the header is read and judged first. */
async function* outcomes(path: string, file: string, profile: Profile, studyArea: StudyArea): AsyncGenerator<RowOutcome[]> {
  const judge = createPipeline(profile, studyArea, file)
  let named: ((fields: string[]) => Record<string, string>) | null = null
  let rows = 0
  for await (const batch of readCsv(path, file)) {
    const data = named ? batch : batch.slice(1)
    named ??= readHeader(batch[0]?.fields ?? [], profile, file)
    const read = named
    rows += data.length
    if (rows >= MAX_LINES) throw fileProblem('file-too-large', `the file has more than ${MAX_LINES - 1} rows`, { file })
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

  const known = async (id: number): Promise<IngestReport> => {
    const report = await ingestReport(knex, id)
    if (!report) throw new Error('an ingest that was found is gone')
    return { ...report, status: 'already-received' }
  }

  const tryOut = async (profile: Profile, path: string, file: string, sha256: string): Promise<IngestReport> => {
    const balance = createBalance()
    for await (const batch of outcomes(path, file, profile, studyArea)) batch.forEach(balance.add)
    return { ...reportOf(profile, file, sha256, balance), dryRun: true }
  }

  const store = async (trx: Sql, profile: Profile, path: string, file: string, sha256: string): Promise<number | null> => {
    const receivedAt = now().toISOString()
    const bytes = (await stat(path)).size
    const id = await claimIngest(trx, { profile: profile.name, profileVersion: profile.version, file, sha256, bytes, receivedAt })
    if (id === null) return null
    const balance = createBalance()
    const organisations = new Map<string, number>()
    // While the database stores one batch, the next one is read and judged: one behind the other, never two.
    let storing: Promise<void> = Promise.resolve()
    try {
      for await (const batch of outcomes(path, file, profile, studyArea)) {
        batch.forEach(balance.add)
        await storing
        const fresh = [...new Set(batch.map((row) => row.organisation))].filter((name) => !organisations.has(name)).toSorted()
        for (const name of fresh) organisations.set(name, await lockOrganisation(trx, profile.source, name))
        storing = storeRows(trx, id, receivedAt, batch.map((row) => ({
          record: row.record, case: row.case, organisationId: organisations.get(row.organisation) ?? 0,
        })))
        storing.catch(() => {}) // awaited above or below; this only keeps a failure from being called unhandled
      }
    } finally {
      await storing
    }
    await storeIssues(trx, id, balance.issues())
    await supersede(trx, id, receivedAt, balance.months().map(({ organisation, month, accepted }) => ({
      organisationId: organisations.get(organisation) ?? 0, from: `${month}-01`, to: `${nextMonth(month)}-01`, accepted,
    })))
    await storeBalance(trx, id, balance.rows())
    return id
  }

  return {
    /** Takes a file in; throws a Problem, with nothing changed, when it cannot be used. */
    async ingestFile({ path, file, profile: profileName, dryRun = false }: FileToIngest): Promise<IngestReport> {
      const profile = profileNamed(profileName)
      const sha256 = await digestOfFile(path)
      const earlier = await findIngestByDigest(knex, profile.name, sha256)
      if (earlier !== null) return known(earlier)
      if (dryRun) return tryOut(profile, path, file, sha256)
      const id = await inTransaction(knex, (trx) => store(trx, profile, path, file, sha256))
      if (id !== null) return { ...(await known(id)), status: 'accepted' }
      const other = await findIngestByDigest(knex, profile.name, sha256)
      if (other === null) throw new Error('the same bytes were claimed by another ingest that is not there')
      return known(other)
    },
    report: (id: number): Promise<IngestReport | null> => ingestReport(knex, id),
    reports: (): Promise<IngestReport[]> => ingestReports(knex, 500),
  }
}
export type IngestGate = ReturnType<typeof createIngestGate>

const reportOf = (profile: Profile, file: string, sha256: string, balance: Balance): IngestReport => ({
  id: null,
  file,
  sha256,
  profile: profile.name,
  status: 'accepted',
  dryRun: false,
  organisations: [...new Set(balance.months().map((month) => month.organisation))],
  periods: [...new Set(balance.months().map((month) => month.month))].toSorted(),
  receivedAt: null,
  rows: balance.rows(),
  issues: balance.issueCounts(),
  supersedes: [],
})
