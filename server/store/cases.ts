import type { Knex } from 'knex'
import type { Case } from '../domain/case.ts'
import { FIELD_SEPARATOR, type SourceRecord } from '../domain/sourceRecord.ts'
import { bigintOf, counted, dictionary, numericArray, textArray } from './arrays.ts'
import { foundIncidents } from './foundIncidents.ts'
import { caseId } from './ids.ts'

export type NewCase = { id: number; organisationId: number; case: Case }
export type StoredRow = { record: SourceRecord; case: Case | null; organisationId: number }

const storeRecords = async (trx: Knex, ingestId: number, rows: StoredRow[]): Promise<void> => {
  const records = rows.map((row) => row.record)
  const { entries: statuses, at } = dictionary(records, ({ status }) => status)
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

/** All of a case that many others share; no field can hold U+001F (a file that has one is refused). */
const facetOf = ({ organisationId, case: c }: NewCase): string =>
  [organisationId, c.reporting, c.category, c.categoryOriginal, c.time.from, c.time.to, c.time.kind, c.time.operationalDay, c.unplaced].join(FIELD_SEPARATOR)

const storeCases = async (trx: Knex, ingestId: number, receivedAt: string, cases: NewCase[]): Promise<void> => {
  const { entries: facets, at } = dictionary(cases, facetOf)
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
      facets.map((f) => f.case.reporting),
      textArray(facets.map((f) => f.case.category)),
      facets.map((f) => f.case.categoryOriginal),
      facets.map((f) => f.case.time.from),
      facets.map((f) => f.case.time.to),
      facets.map((f) => f.case.time.kind),
      textArray(facets.map((f) => f.case.time.operationalDay)),
      textArray(facets.map((f) => f.case.unplaced)),
    ],
  ))
}

const storePlaces = async (trx: Knex, cases: NewCase[]): Promise<void> => {
  const places = cases.flatMap(({ id, case: { places: candidates } }) => candidates.map((place, ordinal) => ({ id, ordinal, place })))
  const { entries: levels, at } = dictionary(places, ({ place }) => place.level)
  counted('places', places.length, await trx.raw(
    `insert into case_places (case_id, ordinal, cell, lat, lng, radius_m, level, probability)
     select case_id, ordinal, cell, lat, lng, radius_m, (?::text[])[level], probability
     from unnest(?::bigint[], ?::smallint[], ?::bigint[], ?::double precision[], ?::double precision[], ?::real[], ?::int[], ?::real[])
       as t (case_id, ordinal, cell, lat, lng, radius_m, level, probability)
     on conflict do nothing`,
    [
      levels.map(({ place }) => place.level),
      numericArray(places.map((p) => p.id)),
      numericArray(places.map((p) => p.ordinal)),
      numericArray(places.map((p) => bigintOf(p.place.cell))),
      numericArray(places.map((p) => p.place.lat)),
      numericArray(places.map((p) => p.place.lng)),
      numericArray(places.map((p) => p.place.radiusM)),
      numericArray(at),
      numericArray(places.map((p) => p.place.probability)),
    ],
  ))
}

/** Stores a batch of rows of one file: source records, cases, places, and the incidents they found. Local days become instants in the database. */
export const storeRows = async (trx: Knex, ingestId: number, receivedAt: string, rows: StoredRow[]): Promise<void> => {
  const cases = rows.flatMap((row) => (row.case ? [{ id: caseId(ingestId, row.record.line), organisationId: row.organisationId, case: row.case }] : []))
  await storeRecords(trx, ingestId, rows)
  await storeCases(trx, ingestId, receivedAt, cases)
  await storePlaces(trx, cases)
  await foundIncidents(trx, receivedAt, cases)
}
