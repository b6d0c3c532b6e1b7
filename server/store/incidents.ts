import type { Knex } from 'knex'
import type { Source } from '../contract/vocabulary.ts'
import { isInvented } from '../domain/demo.ts'
import type { CandidateFact, IncidentFact, InForce } from '../domain/incident.ts'
import { caseId, MAX_LINES } from './ids.ts'

/** What is in force now: together these lines say which data an answer was made from. Invented rows never stand beside real ones. */
export const inForce = async (db: Knex): Promise<InForce[]> => {
  const { rows } = await db.raw<{ rows: InForce[] }>(
    `select p.ingest_id as "ingestId", i.profile || '@' || i.profile_version as profile, i.standard, i.sha256, o.name as organisation, o.source,
            to_char(p.period_from, 'YYYY-MM-DD') as "from", to_char(p.period_to, 'YYYY-MM-DD') as "to", p.incidents,
            coalesce((select string_agg(f.line::text, ' ' order by f.line) from quarantine_fixes f where f.ingest_id = p.ingest_id), '') as mended
     from ingest_periods p
     join ingests i on i.id = p.ingest_id
     join organisations o on o.id = p.organisation_id
     where p.superseded_at is null
     order by o.source, o.name collate "C", p.period_from`,
  )
  // By file: one that tells of a real organisation as well is real, or its incidents could not be told apart.
  const real = new Set(rows.filter((row) => !isInvented(row.organisation)).map(({ ingestId }) => ingestId))
  return real.size > 0 ? rows.filter(({ ingestId }) => real.has(ingestId)) : rows
}

type FoundRow = Omit<IncidentFact, 'sources' | 'candidates'> & { id: number; sources: string }

/** Few enough that reading a page into columns does not hold the thread. */
const PAGE = 5_000

/** Candidates of the places of incidents [first, last], by incident; the case that founded an incident lends it its places. */
const candidatesBetween = async (db: Knex, first: number, last: number): Promise<Map<number, CandidateFact[]>> => {
  const { rows } = await db.raw<{ rows: (CandidateFact & { id: number })[] }>(
    `select case_id::float8 as id, cell, lat, lng, radius_m::float8 as "radiusM", level, probability::float8 as probability
     from case_places where case_id >= ? and case_id <= ? and ordinal >= 0 and superseded_at is null
     order by case_id, ordinal`, [first, last])
  const found = new Map<number, CandidateFact[]>()
  for (const { id, ...candidate } of rows) {
    const known = found.get(id)
    if (known) known.push(candidate)
    else found.set(id, [candidate])
  }
  return found
}

const lists = new Map<string, Source[]>()
/** The few different sets of sources, split once. */
const sourcesOf = (text: string): Source[] => {
  let sources = lists.get(text)
  if (!sources) lists.set(text, (sources = text.split(',') as Source[]))
  return sources
}

/** The incidents in force that an ingest founded, in file order, a page at a time; with the candidates of their places when asked for. */
export async function* incidentsOf(db: Knex, ingestId: number, candidates = false): AsyncGenerator<IncidentFact[]> {
  for (let line = 0; line < MAX_LINES; ) {
    const { rows } = await db.raw<{ rows: FoundRow[] }>(
      `select id::float8 as id, array_to_string(sources, ',') as sources, category, method, place_type as "placeType", age_band as "ageBand", offence_code as offence,
              unplaced, cell, place_level as level, time_kind as kind, date_part('epoch', occurred_from) as "from", date_part('epoch', occurred_to) as "to"
       from incidents
       where id >= :first and id < :end and superseded_at is null
       order by id limit :page`,
      { first: caseId(ingestId, line), end: caseId(ingestId + 1, 0), page: PAGE })
    const last = rows.at(-1)
    if (!last) return
    const places = candidates ? await candidatesBetween(db, rows[0]?.id ?? 0, last.id) : null
    yield rows.map((row) => ({ ...row, sources: sourcesOf(row.sources), ...(places && { candidates: places.get(row.id) ?? [] }) }))
    if (rows.length < PAGE) return
    line = last.id - caseId(ingestId, 0) + 1
  }
}
