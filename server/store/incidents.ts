import type { Knex } from 'knex'
import type { IncidentFact, InForce } from '../domain/incident.ts'
import { caseId, MAX_LINES } from './ids.ts'

/** What is in force now: together these lines say which data an answer was made from. */
export const inForce = async (db: Knex): Promise<InForce[]> => {
  const { rows } = await db.raw<{ rows: InForce[] }>(
    `select p.ingest_id as "ingestId", i.profile || '@' || i.profile_version as profile, i.sha256, o.name as organisation, o.source,
            to_char(p.period_from, 'YYYY-MM-DD') as "from", to_char(p.period_to, 'YYYY-MM-DD') as "to", p.rows_accepted as rows
     from ingest_periods p
     join ingests i on i.id = p.ingest_id
     join organisations o on o.id = p.organisation_id
     where p.superseded_at is null
     order by o.source, o.name collate "C", p.period_from`,
  )
  return rows
}

const PAGE = 50_000

/** The incidents in force that an ingest founded, in file order, a page at a time. */
export async function* incidentsOf(db: Knex, ingestId: number): AsyncGenerator<IncidentFact[]> {
  for (let line = 0; line < MAX_LINES; ) {
    const rows: (IncidentFact & { id: string })[] = (
      await db.raw<{ rows: (IncidentFact & { id: string })[] }>(
        `select i.id, o.source, i.category, i.unplaced, p.cell, p.level,
                to_char(i.occurred_from at time zone 'Europe/London', 'YYYY-MM-DD') as "from",
                to_char(i.occurred_to at time zone 'Europe/London', 'YYYY-MM-DD') as "to"
         from incidents i
         join links l on l.incident_id = i.id
         join cases c on c.id = l.case_id and c.superseded_at is null
         join organisations o on o.id = c.organisation_id
         left join case_places p on p.case_id = c.id and p.ordinal = 0
         where i.id >= ?::bigint and i.id < ?::bigint and i.superseded_at is null
         order by i.id limit ?`,
        [caseId(ingestId, line), caseId(ingestId + 1, 0), PAGE],
      )
    ).rows
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    line = Number(BigInt(last.id) - BigInt(caseId(ingestId, 0))) + 1
  }
}
