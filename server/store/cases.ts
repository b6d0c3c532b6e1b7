import type { Knex } from 'knex'
import type { Case } from '../domain/case.ts'
import { FIELD_SEPARATOR, type SourceRecord } from '../domain/sourceRecord.ts'
import { bigintOf, counted, dictionary, numericArray, textArray } from './arrays.ts'
import { foundIncidents } from './foundIncidents.ts'
import { caseId } from './ids.ts'

export type NewCase = { id: number; organisationId: number; filedOn: string; case: Case }
/** `caseLine`: the line that founded the case this row belongs to, its own line when it founds one, null without a case. */
export type StoredRow = { record: SourceRecord; case: Case | null; caseLine: number | null; filedOn: string; organisationId: number }

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
      numericArray(rows.map((row) => (row.caseLine === null ? null : caseId(ingestId, row.caseLine)))),
      records.map((r) => r.raw),
    ],
  ))
  const sealed = records.flatMap(({ line, sealed: bytes }) => (bytes ? [{ line, bytes }] : []))
  if (sealed.length === 0) return
  counted('sealed rows', sealed.length, await trx.raw(
    `update source_records r set sealed = decode(t.hex, 'hex')
     from unnest(?::int[], ?::text[]) as t (line, hex) where r.ingest_id = ? and r.line = t.line`,
    [numericArray(sealed.map(({ line }) => line)), sealed.map(({ bytes }) => bytes.toString('hex')), ingestId],
  ))
}

/** Columns of a case as text, in the order of the statement below; null stays null. */
const FACET_COLUMNS = [
  'organisation_id', 'reporting', 'pathway', 'category', 'category_original', 'offence_code', 'method', 'method_original', 'place_type',
  'place_type_original', 'age_band', 'sex', 'conveyed', 'severity', 'occurred_from', 'occurred_to', 'time_kind', 'time_flags',
  'operational_day', 'reported_at', 'filed_on', 'place_text', 'place_key', 'unplaced',
] as const
const CASTS: Partial<Record<(typeof FACET_COLUMNS)[number], string>> = {
  organisation_id: '::int', occurred_from: '::timestamptz', occurred_to: '::timestamptz', operational_day: '::date', reported_at: '::timestamptz', filed_on: '::date',
}

const facetOf = ({ organisationId, filedOn, case: c }: NewCase): (string | null)[] => [
  String(organisationId), c.reporting, c.pathway, c.category, c.categoryOriginal, c.offenceCode, c.method.value, c.method.original, c.placeType.value,
  c.placeType.original, c.ageBand, c.sex, c.conveyed, c.severity, c.time.from, c.time.to, c.time.kind, c.time.flags.join(' '),
  c.time.operationalDay, c.reportedAt, filedOn, c.placeText, c.placeKey, c.unplaced,
]

const list = (prefix: string, cast = false): string => FACET_COLUMNS.map((column) => `${prefix}${column}${(cast && CASTS[column]) || ''}`).join(', ')
const INSERT_CASES = `insert into cases (id, ingest_id, received_at, ${list('')})
  select t.id, ?, ?, ${list('f.', true)}
  from unnest(?::bigint[], ?::int[]) as t (id, facet)
  join (select * from unnest(${FACET_COLUMNS.map(() => '?::text[]').join(', ')}) with ordinality as d (${list('')}, n)) f on f.n = t.facet
  on conflict do nothing`

const storeCases = async (trx: Knex, ingestId: number, receivedAt: string, cases: NewCase[]): Promise<void> => {
  if (cases.length === 0) return
  // What many cases share is told once: month-only data have few different ones, and exact times as many as rows.
  const facets = cases.map(facetOf)
  const { entries, at } = dictionary(facets, (facet) => facet.join(FIELD_SEPARATOR))
  counted('cases', cases.length, await trx.raw(INSERT_CASES, [
    ingestId,
    receivedAt,
    numericArray(cases.map((c) => c.id)),
    numericArray(at),
    ...FACET_COLUMNS.map((_, i) => textArray(entries.map((facet) => facet[i] ?? null))),
  ]))
}

const storePlaces = async (trx: Knex, cases: NewCase[]): Promise<void> => {
  const places = cases.flatMap(({ id, case: { places: candidates } }) => candidates.map((place, ordinal) => ({ id, ordinal, place })))
  if (places.length === 0) return
  const { entries: levels, at } = dictionary(places, ({ place }) => `${place.level}${FIELD_SEPARATOR}${place.label}`)
  counted('places', places.length, await trx.raw(
    `insert into case_places (case_id, ordinal, cell, lat, lng, radius_m, level, label, probability)
     select case_id, ordinal, cell, lat, lng, radius_m, (?::text[])[level], (?::text[])[level], probability
     from unnest(?::bigint[], ?::smallint[], ?::bigint[], ?::double precision[], ?::double precision[], ?::real[], ?::int[], ?::real[])
       as t (case_id, ordinal, cell, lat, lng, radius_m, level, probability)
     on conflict do nothing`,
    [
      levels.map(({ place }) => place.level),
      textArray(levels.map(({ place }) => place.label)),
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

/** Stores a batch of rows of one file: source records, cases, places, and the incidents that counted cases found. */
export const storeRows = async (trx: Knex, ingestId: number, receivedAt: string, rows: StoredRow[]): Promise<void> => {
  const cases = rows.flatMap((row) =>
    row.case ? [{ id: caseId(ingestId, row.record.line), organisationId: row.organisationId, filedOn: row.filedOn, case: row.case }] : [])
  await storeRecords(trx, ingestId, rows)
  await storeCases(trx, ingestId, receivedAt, cases)
  await storePlaces(trx, cases)
  await foundIncidents(trx, receivedAt, cases.filter(({ case: { pathway } }) => pathway === 'counted'))
}

/** A row that was set aside and has been mended: its record is told anew, and a case stored when it founds one. False when somebody was quicker. */
export const storeMended = async (trx: Knex, ingestId: number, receivedAt: string, row: StoredRow): Promise<boolean> => {
  const { line, raw, digest, occurrence, status } = row.record
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `update source_records set status = ?, raw = ?, sealed = null, digest = ?, occurrence = ?, case_id = ?
     where ingest_id = ? and line = ? and status = 'quarantined'`,
    [status, raw, digest, occurrence, row.caseLine === null ? null : caseId(ingestId, row.caseLine), ingestId, line])
  if (rowCount !== 1) return false
  if (row.case) {
    const cases = [{ id: caseId(ingestId, line), organisationId: row.organisationId, filedOn: row.filedOn, case: row.case }]
    await storeCases(trx, ingestId, receivedAt, cases)
    await storePlaces(trx, cases)
    await foundIncidents(trx, receivedAt, cases.filter(({ case: { pathway } }) => pathway === 'counted'))
  }
  return true
}

/** Later rows of an event said that the patient was taken to hospital. */
export const markConveyed = async (trx: Knex, ingestId: number, lines: number[]): Promise<void> => {
  if (lines.length === 0) return
  await trx.raw(`update cases set conveyed = 'yes' where id = any (?::bigint[]) and conveyed <> 'yes'`, [numericArray(lines.map((line) => caseId(ingestId, line)))])
}
