import type { Knex } from 'knex'
import type { Case } from '../domain/case.ts'
import { cellToBigint } from '../domain/cell.ts'
import type { SourceRecord } from '../domain/sourceRecord.ts'
import { dictionary, numericArray, textArray } from './arrays.ts'
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

const storeRecords = async (trx: Knex, ingestId: number, rows: StoredRow[]): Promise<void> => {
  const records = rows.map((row) => row.record)
  const { entries: statuses, at } = dictionary(records.map(({ status }) => ({ status })))
  counted('source records', rows.length, await trx.raw(
    `insert into source_records (ingest_id, line, status, digest, occurrence, case_id, raw)
     select ?, line, (?::text[])[status], digest, occurrence, case_id, raw
     from unnest(?::int[], ?::int[], ?::uuid[], ?::int[], ?::bigint[], ?::text[]) as t (line, status, digest, occurrence, case_id, raw)
     on conflict do nothing`,
    [
      ingestId,
      statuses.map(({ status }) => status),
      numericArray(records.map((r) => r.line)),
      numericArray(at),
      numericArray(records.map((r) => r.digest)),
      numericArray(records.map((r) => r.occurrence)),
      numericArray(rows.map((row) => (row.case ? caseId(ingestId, row.record.line) : null))),
      records.map((r) => r.raw),
    ],
  ))
}

type NewCase = Case & { id: number; organisationId: number }

const storeCases = async (trx: Knex, ingestId: number, receivedAt: string, cases: NewCase[]): Promise<void> => {
  const { entries: facets, at } = dictionary(cases.map(({ organisationId, reporting, category, categoryOriginal, time, unplaced }) =>
    ({ organisationId, reporting, category, categoryOriginal, ...time, unplaced })))
  counted('cases', cases.length, await trx.raw(
    `insert into cases (id, ingest_id, organisation_id, reporting, category, category_original,
                        occurred_from, occurred_to, time_kind, operational_day, unplaced, received_at)
     select t.id, ?, f.organisation_id, f.reporting, f.category, f.category_original,
            f.occurred_from, f.occurred_to, f.time_kind, f.operational_day, f.unplaced, ?
     from unnest(?::bigint[], ?::int[]) as t (id, facet)
     join (
       select n, organisation_id, reporting, category, category_original, time_kind, operational_day, unplaced,
              day_from at time zone 'Europe/London' as occurred_from, day_to at time zone 'Europe/London' as occurred_to
       from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::timestamp[], ?::timestamp[], ?::text[], ?::date[], ?::text[]) with ordinality
         as d (organisation_id, reporting, category, category_original, day_from, day_to, time_kind, operational_day, unplaced, n)
     ) f on f.n = t.facet
     on conflict do nothing`,
    [
      ingestId,
      receivedAt,
      numericArray(cases.map((c) => c.id)),
      numericArray(at),
      numericArray(facets.map((f) => f.organisationId)),
      facets.map((f) => f.reporting),
      textArray(facets.map((f) => f.category)),
      facets.map((f) => f.categoryOriginal),
      facets.map((f) => f.from),
      facets.map((f) => f.to),
      facets.map((f) => f.kind),
      textArray(facets.map((f) => f.operationalDay)),
      textArray(facets.map((f) => f.unplaced)),
    ],
  ))
}

const storePlaces = async (trx: Knex, cases: NewCase[]): Promise<void> => {
  const places = cases.flatMap((c) => c.places.map((place, ordinal) => ({ ...place, id: c.id, ordinal })))
  const { entries: levels, at } = dictionary(places.map(({ level }) => ({ level })))
  counted('places', places.length, await trx.raw(
    `insert into case_places (case_id, ordinal, cell, lat, lng, radius_m, level, probability)
     select case_id, ordinal, cell, lat, lng, radius_m, (?::text[])[level], probability
     from unnest(?::bigint[], ?::smallint[], ?::bigint[], ?::double precision[], ?::double precision[], ?::real[], ?::int[], ?::real[])
       as t (case_id, ordinal, cell, lat, lng, radius_m, level, probability)
     on conflict do nothing`,
    [
      levels.map(({ level }) => level),
      numericArray(places.map((p) => p.id)),
      numericArray(places.map((p) => p.ordinal)),
      numericArray(places.map((p) => bigintOf(p.cell))),
      numericArray(places.map((p) => p.lat)),
      numericArray(places.map((p) => p.lng)),
      numericArray(places.map((p) => p.radiusM)),
      numericArray(at),
      numericArray(places.map((p) => p.probability)),
    ],
  ))
}

/** Stores a batch of rows of one file: source records, cases and places. Local days become instants in the database. */
export const storeRows = async (trx: Knex, ingestId: number, receivedAt: string, rows: StoredRow[]): Promise<void> => {
  const cases = rows.flatMap((row) => (row.case ? [{ ...row.case, id: caseId(ingestId, row.record.line), organisationId: row.organisationId }] : []))
  await storeRecords(trx, ingestId, rows)
  await storeCases(trx, ingestId, receivedAt, cases)
  await storePlaces(trx, cases)
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
