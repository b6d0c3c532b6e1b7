import type { Knex } from 'knex'
import type { Source } from '../contract/vocabulary.ts'
import { caseId } from './ids.ts'

/** A half-open stretch of local days of one organisation that a file speaks for, with what of the file lies in it. */
export type SpokenFor = { organisationId: number; from: string; to: string; rows: number; cases: number; incidents: number }

type Piece = { id: number; ingest_id: number; from: string; to: string; rows: number; cases: number; incidents: number }
type Counts = { rows: number; cases: number; incidents: number }

const countIn = async (trx: Knex, organisationId: number, piece: { ingest_id: number; from: string; to: string }): Promise<Counts> => {
  const { rows } = await trx.raw<{ rows: Counts[] }>(
    `with mine as (
       select id, pathway from cases
       where id >= :first and id < :end and organisation_id = :organisationId and superseded_at is null and filed_on >= :from and filed_on < :to)
     select (select count(*) from source_records where ingest_id = :ingest and case_id in (select id from mine))::int as rows,
            count(*)::int as cases, (count(*) filter (where pathway = 'counted'))::int as incidents from mine`,
    { first: caseId(piece.ingest_id, 0), end: caseId(piece.ingest_id + 1, 0), ingest: piece.ingest_id, organisationId, from: piece.from, to: piece.to })
  return rows[0] ?? { rows: 0, cases: 0, incidents: 0 }
}

const later = (a: string, b: string): string => (a > b ? a : b)
const earlier = (a: string, b: string): string => (a < b ? a : b)

/** Takes out of force what an older file says of [from, to): its cases and incidents, and that stretch of its piece. */
const replace = async (trx: Knex, ingestId: number, at: string, spoken: SpokenFor, old: Piece): Promise<void> => {
  const { organisationId } = spoken
  const from = later(spoken.from, old.from)
  const to = earlier(spoken.to, old.to)
  const whole = from === old.from && to === old.to
  const gone = whole ? old : await countIn(trx, organisationId, { ...old, from, to })
  const range = { at, by: ingestId, first: caseId(old.ingest_id, 0), end: caseId(old.ingest_id + 1, 0), organisationId, from, to }
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `update cases set superseded_at = :at, superseded_by = :by
     where id >= :first and id < :end and organisation_id = :organisationId and superseded_at is null and filed_on >= :from and filed_on < :to`, range)
  if (rowCount !== gone.cases) throw new Error(`superseded ${rowCount} cases, expected ${gone.cases}`)
  // An incident leaves the counts when the case that founded it does; a linker will decide for incidents with other cases.
  await trx.raw(
    `update incidents i set superseded_at = :at from cases c
     where c.id = i.id and c.occurred_from = i.occurred_from and i.superseded_at is null and c.superseded_by = :by
       and c.id >= :first and c.id < :end and i.id >= :first and i.id < :end
       and c.organisation_id = :organisationId and c.filed_on >= :from and c.filed_on < :to`, range)
  await trx('ingests').where({ id: old.ingest_id }).update({
    rows_accepted: trx.raw('rows_accepted - ?', [gone.rows]),
    rows_superseded: trx.raw('rows_superseded + ?', [gone.rows]),
  })
  await trx('ingest_periods').where({ id: old.id }).update({
    superseded_at: at, superseded_by: ingestId, period_from: from, period_to: to, rows_accepted: gone.rows, cases: gone.cases, incidents: gone.incidents,
  })
  for (const rest of [{ from: old.from, to: from }, { from: to, to: old.to }]) {
    if (rest.from >= rest.to) continue
    await storePiece(trx, old.ingest_id, { organisationId, ...rest, ...(await countIn(trx, organisationId, { ...old, ...rest })) })
  }
}

const storePiece = async (trx: Knex, ingestId: number, { organisationId, from, to, rows, cases, incidents }: SpokenFor): Promise<void> => {
  await trx('ingest_periods').insert({
    ingest_id: ingestId, organisation_id: organisationId, period_from: from, period_to: to, rows_accepted: rows, cases, incidents,
  })
}

/**
 * The newest file for an organisation and a day is the one in force: the rows of earlier files for it get `superseded_at`,
 * their balance sheets move from accepted to superseded, and nothing is deleted. Call with the organisation's row locked.
 */
export const supersede = async (trx: Knex, ingestId: number, at: string, spokenFor: SpokenFor[]): Promise<void> => {
  for (const spoken of spokenFor) {
    const olds: Piece[] = await trx('ingest_periods')
      .where({ organisation_id: spoken.organisationId })
      .whereNull('superseded_at')
      .where('period_from', '<', spoken.to).where('period_to', '>', spoken.from)
      .orderBy('id')
      .select('id', 'ingest_id', 'cases', 'incidents', 'rows_accepted as rows', trx.raw(`period_from::text as "from", period_to::text as "to"`))
    for (const old of olds) await replace(trx, ingestId, at, spoken, old)
    await storePiece(trx, ingestId, spoken)
  }
}

/**
 * A row that was mended lies on a day nobody speaks for: its file speaks from now on for as much of the wanted stretch as is free round
 * that day, and takes nothing out of force.
 */
export const speakForGap = async (trx: Knex, ingestId: number, organisationId: number, day: string, wanted: { from: string; to: string }): Promise<void> => {
  const { rows } = await trx.raw<{ rows: { before: string | null; after: string | null }[] }>(
    `select max(period_to) filter (where period_to <= :day::date)::text as before, min(period_from) filter (where period_from > :day::date)::text as after
     from ingest_periods where organisation_id = :organisationId and superseded_at is null`, { day, organisationId })
  const from = later(wanted.from, rows[0]?.before ?? wanted.from)
  const to = earlier(wanted.to, rows[0]?.after ?? wanted.to)
  await storePiece(trx, ingestId, { organisationId, from, to, rows: 0, cases: 0, incidents: 0 })
}

type Stretch = { organisation: string; from: string; to: string }

/** Rows in force that each stretch would replace, ingest by ingest. */
const replacedBy = async (db: Knex, source: Source, spokenFor: Stretch[]): Promise<Map<number, number>[]> => {
  const { rows: pieces } = await db.raw<{ rows: (Piece & { organisation_id: number; n: number })[] }>(
    `select p.id, p.ingest_id, p.organisation_id, p.period_from::text as "from", p.period_to::text as "to", p.rows_accepted as rows, p.cases, p.incidents, m.n::int as n
     from ingest_periods p
     join organisations o on o.id = p.organisation_id and o.source = ?
     join unnest(?::text[], ?::date[], ?::date[]) with ordinality as m (name, period_from, period_to, n)
       on m.name = o.name and p.period_from < m.period_to and p.period_to > m.period_from
     where p.superseded_at is null order by p.ingest_id`,
    [source, spokenFor.map((m) => m.organisation), spokenFor.map((m) => m.from), spokenFor.map((m) => m.to)])
  const replaced = spokenFor.map(() => new Map<number, number>())
  for (const piece of pieces) {
    const spoken = spokenFor[piece.n - 1]
    const sofar = replaced[piece.n - 1]
    if (!spoken || !sofar) continue
    const from = later(spoken.from, piece.from)
    const to = earlier(spoken.to, piece.to)
    const gone = from === piece.from && to === piece.to ? piece.rows : (await countIn(db, piece.organisation_id, { ...piece, from, to })).rows
    sofar.set(piece.ingest_id, (sofar.get(piece.ingest_id) ?? 0) + gone)
  }
  return replaced
}

/** How many rows in force each stretch would replace. */
export const wouldReplace = async (db: Knex, source: Source, spokenFor: Stretch[]): Promise<number[]> =>
  (await replacedBy(db, source, spokenFor)).map((byIngest) => [...byIngest.values()].reduce((sum, n) => sum + n, 0))

/** What a file for these days would replace, as things stand: earlier ingests and how many of their rows. */
export const wouldSupersede = async (db: Knex, source: Source, spokenFor: Stretch[]): Promise<{ id: string; rows: number }[]> => {
  const replaced = new Map<number, number>()
  for (const byIngest of await replacedBy(db, source, spokenFor)) for (const [id, n] of byIngest) replaced.set(id, (replaced.get(id) ?? 0) + n)
  return [...replaced].filter(([, rows]) => rows > 0).map(([id, rows]) => ({ id: String(id), rows }))
}
