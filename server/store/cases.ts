import type { Knex } from 'knex'
import type { Case } from '../domain/case.ts'
import { cellToBigint } from '../domain/cell.ts'
import type { SourceRecord } from '../domain/sourceRecord.ts'
import { caseId } from './ids.ts'

/** How long linkage has been: until a linker comes, each case founds an incident of its own. */
const OWN_INCIDENT = 'each-case-its-own'

export type StoredRow = { record: SourceRecord; case: Case | null; organisationId: number }

const counted = (what: string, wanted: number, result: { rowCount?: number | null }): void => {
  if (result.rowCount !== wanted) throw new Error(`${what}: ${result.rowCount} rows stored of ${wanted}`)
}

const bigints = new Map<string, string>()
const bigintOf = (cell: string): string => {
  let known = bigints.get(cell)
  if (known === undefined) {
    if (bigints.size > 200_000) bigints.clear()
    bigints.set(cell, (known = cellToBigint(cell)))
  }
  return known
}

/** A column for unnest: knex's type of an array parameter leaves out null, the driver does not. */
const nullable = (values: (string | number | null)[]): string[] => values as string[]

/** Stores a batch of rows of one file: source records, cases and places. Local days become instants in the database. */
export const storeRows = async (trx: Knex, ingestId: number, receivedAt: string, rows: StoredRow[]): Promise<void> => {
  const records = rows.map((row) => row.record)
  counted('source records', rows.length, await trx.raw(
    `insert into source_records (ingest_id, line, status, digest, occurrence, case_id, raw)
     select ?, line, status, decode(digest, 'hex'), occurrence, case_id, raw
     from unnest(?::int[], ?::text[], ?::text[], ?::int[], ?::bigint[], ?::text[]) as t (line, status, digest, occurrence, case_id, raw)
     on conflict do nothing`,
    [
      ingestId,
      records.map((r) => r.line),
      records.map((r) => r.status),
      records.map((r) => r.digest),
      records.map((r) => r.occurrence),
      nullable(rows.map((row) => (row.case ? caseId(ingestId, row.record.line) : null))),
      records.map((r) => r.raw),
    ],
  ))
  const cases = rows.flatMap((row) => (row.case ? [{ ...row.case, id: caseId(ingestId, row.record.line), organisationId: row.organisationId }] : []))
  counted('cases', cases.length, await trx.raw(
    `insert into cases (id, ingest_id, organisation_id, reporting, category, category_original,
                        occurred_from, occurred_to, time_kind, operational_day, unplaced, received_at)
     select id, ?, organisation_id, reporting, category, category_original,
            occurred_from at time zone 'Europe/London', occurred_to at time zone 'Europe/London', time_kind, operational_day, unplaced, ?
     from unnest(?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::timestamp[], ?::timestamp[], ?::text[], ?::date[], ?::text[])
       as t (id, organisation_id, reporting, category, category_original, occurred_from, occurred_to, time_kind, operational_day, unplaced)
     on conflict do nothing`,
    [
      ingestId,
      receivedAt,
      cases.map((c) => c.id),
      cases.map((c) => c.organisationId),
      cases.map((c) => c.reporting),
      nullable(cases.map((c) => c.category)),
      cases.map((c) => c.categoryOriginal),
      cases.map((c) => c.time.from),
      cases.map((c) => c.time.to),
      cases.map((c) => c.time.kind),
      nullable(cases.map((c) => c.time.operationalDay)),
      nullable(cases.map((c) => c.unplaced)),
    ],
  ))
  const places = cases.flatMap((c) => c.places.map((place, ordinal) => ({ ...place, id: c.id, ordinal })))
  counted('places', places.length, await trx.raw(
    `insert into case_places (case_id, ordinal, cell, lat, lng, radius_m, level, probability)
     select * from unnest(?::bigint[], ?::smallint[], ?::bigint[], ?::double precision[], ?::double precision[], ?::real[], ?::text[], ?::real[])
     on conflict do nothing`,
    [
      places.map((p) => p.id),
      places.map((p) => p.ordinal),
      places.map((p) => bigintOf(p.cell)),
      places.map((p) => p.lat),
      places.map((p) => p.lng),
      nullable(places.map((p) => p.radiusM)),
      places.map((p) => p.level),
      places.map((p) => p.probability),
    ],
  ))
}

/** Makes every case of an ingest an incident of its own. */
export const foundIncidents = async (trx: Knex, ingestId: number): Promise<void> => {
  await trx.raw(
    `insert into incidents (id, category, occurred_from, occurred_to, time_kind, unplaced, received_at)
     select id, category, occurred_from, occurred_to, time_kind, unplaced, received_at from cases where ingest_id = ?
     on conflict do nothing`, [ingestId])
  await trx.raw(
    `insert into links (case_id, incident_id, probability, model, as_of)
     select id, id, 1, ?, received_at from cases where ingest_id = ? on conflict do nothing`, [OWN_INCIDENT, ingestId])
}
