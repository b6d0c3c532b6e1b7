import type { Knex } from 'knex'
import type { Source } from '../contract/vocabulary.ts'
import { isInvented } from '../domain/demo.ts'
import type { IncidentFact, InForce } from '../domain/incident.ts'
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

type FoundRow = Omit<IncidentFact, 'sources'> & { id: string; sources: string }

const PAGE = 50_000

/** The incidents in force that an ingest founded, in file order, a page at a time. */
export async function* incidentsOf(db: Knex, ingestId: number): AsyncGenerator<IncidentFact[]> {
  for (let line = 0; line < MAX_LINES; ) {
    const rows: FoundRow[] = (
      await db.raw<{ rows: FoundRow[] }>(
        `select id, array_to_string(sources, ',') as sources, category, unplaced, cell, place_level as level, time_kind as kind,
                date_part('epoch', occurred_from) as "from", date_part('epoch', occurred_to) as "to"
         from incidents
         where id >= :first and id < :end and superseded_at is null
         order by id limit :page`,
        { first: caseId(ingestId, line), end: caseId(ingestId + 1, 0), page: PAGE },
      )
    ).rows
    if (rows.length > 0) yield rows.map((row) => ({ ...row, sources: row.sources.split(',') as Source[] }))
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    line = Number(BigInt(last.id) - BigInt(caseId(ingestId, 0))) + 1
  }
}
