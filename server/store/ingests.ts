import type { Knex } from 'knex'
import type { IngestReport, Rows } from '../contract/ingest.ts'
import type { IssueKind, Source, Standard } from '../contract/vocabulary.ts'
import type { Issue } from '../domain/issue.ts'
import { monthsOf } from '../domain/period.ts'

export type NewIngest = { profile: string; profileVersion: number; standard: Standard; file: string; sha256: string; bytes: number; receivedAt: string }

type IngestRow = {
  id: number
  profile: string
  standard: Standard
  dropped_columns: string[]
  file_name: string
  sha256: string
  received_at: string
  rows_read: number
  rows_accepted: number
  rows_quarantined: number
  rows_duplicate: number
  rows_superseded: number
}

type PeriodRow = { ingest_id: number; superseded_by: number | null; name: string; rows_accepted: number; cases: number; incidents: number; from: string; to: string }

export const findIngestByDigest = async (db: Knex, { name, version }: { name: string; version: number }, sha256: string): Promise<number | null> => {
  const row: { id: number } | undefined = await db('ingests').where({ profile: name, profile_version: version, sha256 }).first('id')
  return row?.id ?? null
}

/** Claims the bytes. A second ingest of the same bytes waits here for the first one's end, then gets null. */
export const claimIngest = async (trx: Knex, ingest: NewIngest): Promise<number | null> => {
  const [row] = await trx('ingests')
    .insert({
      profile: ingest.profile,
      profile_version: ingest.profileVersion,
      standard: ingest.standard,
      file_name: ingest.file,
      sha256: ingest.sha256,
      bytes: ingest.bytes,
      received_at: ingest.receivedAt,
    })
    .onConflict(['profile', 'profile_version', 'sha256'])
    .ignore()
    .returning<{ id: number }[]>('id')
  return row?.id ?? null
}

/** The organisation's id; its row stays locked until the transaction ends, so that two files for one month take turns. */
export const lockOrganisation = async (trx: Knex, source: Source, name: string): Promise<number> => {
  await trx('organisations').insert({ source, name }).onConflict(['source', 'name']).ignore()
  const row = await trx<{ id: number; source: Source; name: string }>('organisations').where({ source, name }).forUpdate().first('id')
  if (!row) throw new Error('an organisation that was just stored is not there')
  return row.id
}

export const storeBalance = async (trx: Knex, id: number, receivedAt: string, rows: Rows, droppedColumns: string[]): Promise<void> => {
  await trx('ingests').where({ id }).update({
    received_at: receivedAt,
    rows_read: rows.read,
    rows_accepted: rows.accepted,
    rows_quarantined: rows.quarantined,
    rows_duplicate: rows.duplicate,
    rows_superseded: rows.superseded,
    dropped_columns: droppedColumns,
  })
}

export const storeIssues = async (trx: Knex, id: number, issues: Issue[]): Promise<void> => {
  if (issues.length === 0) return
  await trx.raw(
    `insert into ingest_issues (ingest_id, line, field, kind)
     select ?, line, field, kind from unnest(?::int[], ?::text[], ?::text[]) as t (line, field, kind)
     on conflict do nothing`,
    [id, issues.map((issue) => issue.line), issues.map((issue) => issue.field), issues.map((issue) => issue.kind)],
  )
}

const reportQuery = (db: Knex) =>
  db('ingests').select<IngestRow[]>(
    'id', 'profile', 'standard', 'dropped_columns', 'file_name', 'sha256', 'received_at',
    'rows_read', 'rows_accepted', 'rows_quarantined', 'rows_duplicate', 'rows_superseded',
  )

const withDetails = async (db: Knex, rows: IngestRow[]): Promise<IngestReport[]> => {
  const ids = rows.map((row) => row.id)
  const issues = await db('ingest_issues').whereIn('ingest_id', ids).groupBy('ingest_id', 'kind').orderBy('kind')
    .select<{ ingest_id: number; kind: IssueKind; n: string }[]>('ingest_id', 'kind', db.raw('count(*) as n'))
  const periods = await db('ingest_periods as p').join('organisations as o', 'o.id', 'p.organisation_id')
    .whereIn('p.ingest_id', ids).orWhereIn('p.superseded_by', ids).orderBy(['p.period_from', 'o.name'])
    .select<PeriodRow[]>('p.ingest_id', 'p.superseded_by', 'o.name', 'p.rows_accepted', 'p.cases', 'p.incidents',
      db.raw(`p.period_from::text as "from", p.period_to::text as "to"`))
  return rows.map((row) => {
    const own = periods.filter((period) => period.ingest_id === row.id)
    const inForce = own.filter((period) => period.superseded_by === null)
    const replaced = new Map<number, number>()
    for (const period of periods) {
      if (period.superseded_by === row.id) replaced.set(period.ingest_id, (replaced.get(period.ingest_id) ?? 0) + period.rows_accepted)
    }
    return {
      id: String(row.id),
      file: row.file_name,
      sha256: row.sha256,
      profile: row.profile,
      standard: row.standard,
      status: 'accepted',
      dryRun: false,
      organisations: [...new Set(own.map((period) => period.name))],
      periods: [...new Set(own.flatMap(monthsOf))].toSorted(),
      receivedAt: new Date(row.received_at).toISOString(),
      rows: {
        read: row.rows_read,
        accepted: row.rows_accepted,
        quarantined: row.rows_quarantined,
        duplicate: row.rows_duplicate,
        superseded: row.rows_superseded,
      },
      cases: inForce.reduce((sum, { cases }) => sum + cases, 0),
      incidents: inForce.reduce((sum, { incidents }) => sum + incidents, 0),
      issues: issues.filter((issue) => issue.ingest_id === row.id).map(({ kind, n }) => ({ kind, count: Number(n) })),
      droppedColumns: row.dropped_columns,
      supersedes: [...replaced].map(([id, count]) => ({ id: String(id), rows: count })),
    }
  })
}

export const ingestReport = async (db: Knex, id: number): Promise<IngestReport | null> => {
  const [report] = await withDetails(db, await reportQuery(db).where({ id }))
  return report ?? null
}

/** Newest first. */
export const ingestReports = async (db: Knex, limit: number): Promise<IngestReport[]> =>
  withDetails(db, await reportQuery(db).orderBy('id', 'desc').limit(limit))
