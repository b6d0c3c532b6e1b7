import type { Knex } from 'knex'
import type { IssueKind } from '../contract/vocabulary.ts'
import type { Issue } from '../domain/issue.ts'
import { storeIssues } from './ingests.ts'

export type SealedRow = { line: number; sealed: Buffer | null; issues: { field: string; kind: IssueKind }[] }
/** Which profile an ingest was read with, and what it is called. */
export type IngestSource = { profile: string; file: string }

/** Rows set aside, in file order. */
export const quarantinedRows = async (db: Knex, ingestId: number, after: number, limit: number): Promise<{ total: number; rows: SealedRow[] }> => {
  const { rows: [count] } = await db.raw<{ rows: { n: number }[] }>(`select count(*)::int as n from source_records where ingest_id = ? and status = 'quarantined'`, [ingestId])
  const { rows } = await db.raw<{ rows: SealedRow[] }>(
    `select r.line, r.sealed, coalesce((select json_agg(json_build_object('field', i.field, 'kind', i.kind) order by i.kind)
            from ingest_issues i where i.ingest_id = r.ingest_id and i.line = r.line), '[]') as issues
     from source_records r where r.ingest_id = ? and r.status = 'quarantined' and r.line > ? order by r.line limit ?`, [ingestId, after, limit])
  return { total: count?.n ?? 0, rows }
}

export const quarantinedRow = async (db: Knex, ingestId: number, line: number): Promise<Buffer | null> => {
  const { rows } = await db.raw<{ rows: { sealed: Buffer | null }[] }>(`select sealed from source_records where ingest_id = ? and line = ? and status = 'quarantined'`, [ingestId, line])
  return rows[0]?.sealed ?? null
}

export const ingestSource = async (db: Knex, ingestId: number): Promise<IngestSource | null> => {
  const row: IngestSource | undefined = await db('ingests').where({ id: ingestId }).first('profile', 'file_name as file')
  return row ?? null
}

/** How often the ingest has said the same already; 0 when never. */
export const saidBefore = async (db: Knex, ingestId: number, digest: string): Promise<number> => {
  const { rows } = await db.raw<{ rows: { n: number }[] }>(`select count(*)::int as n from source_records where ingest_id = ? and digest = ?`, [ingestId, digest])
  return rows[0]?.n ?? 0
}

/** The line that founded the case of an event: a record in force holds the digest of its reference as one of its fields. */
export const lineOfEvent = async (db: Knex, ingestId: number, organisationId: number, reference: string): Promise<number | null> => {
  const { rows } = await db.raw<{ rows: { line: number }[] }>(
    `select (r.case_id % 16777216)::int as line from source_records r join cases c on c.id = r.case_id and c.organisation_id = ? and c.superseded_at is null
     where r.ingest_id = ? and r.status = 'accepted' and ? = any (string_to_array(r.raw, chr(31))) order by r.line limit 1`, [organisationId, ingestId, reference])
  return rows[0]?.line ?? null
}

/** Whose file speaks for a day of an organisation now; null when none does. */
export const spokenForBy = async (db: Knex, organisationId: number, day: string): Promise<{ id: number; ingestId: number } | null> => {
  const row: { id: number; ingestId: number } | undefined = await db('ingest_periods').where({ organisation_id: organisationId }).whereNull('superseded_at')
    .where('period_from', '<=', day).where('period_to', '>', day).first('id', 'ingest_id as ingestId')
  return row ?? null
}

type Mended = { ingestId: number; line: number; pieceId: number | null; accepted: boolean; cases: number; incidents: number; issues: Issue[]; fields: string[]; at: string }

/** The balance sheet after a row was mended: one fewer set aside. */
export const bookMended = async (trx: Knex, { ingestId, line, pieceId, accepted, cases, incidents, issues, fields, at }: Mended): Promise<void> => {
  await trx('ingests').where({ id: ingestId }).update({
    rows_quarantined: trx.raw('rows_quarantined - 1'),
    ...(accepted ? { rows_accepted: trx.raw('rows_accepted + 1') } : { rows_duplicate: trx.raw('rows_duplicate + 1') }),
  })
  if (pieceId !== null && accepted)
    await trx('ingest_periods').where({ id: pieceId }).update({
      rows_accepted: trx.raw('rows_accepted + 1'), cases: trx.raw('cases + ?', [cases]), incidents: trx.raw('incidents + ?', [incidents]),
    })
  await trx('ingest_issues').where({ ingest_id: ingestId, line }).delete()
  await storeIssues(trx, ingestId, issues)
  await trx('quarantine_fixes').insert({ ingest_id: ingestId, line, fields, fixed_at: at })
}

/** Issues of one kind, or of all, in file order, a page at a time. */
export const issuesOf = async (db: Knex, ingestId: number, kind: IssueKind | null, after: number, limit: number): Promise<Issue[]> => {
  const query = db('ingest_issues').where({ ingest_id: ingestId }).where('line', '>', after).orderBy(['line', 'kind']).limit(limit).select<Issue[]>('line', 'field', 'kind')
  return kind ? query.where({ kind }) : query
}
