import type { Knex } from 'knex'
import type { DuplicatePairs } from '../contract/ingest.ts'
import { caseId } from './ids.ts'

/** Hours between two tellings of one patient or event. */
const WITHIN_HOURS = 6
/** A file that would propose more is not a matter for a person to look through. */
const MOST = 2000

/**
 * Two cases that may be one patient told by two emergency departments (a transfer), or one job told twice: same source and kind of
 * wounding, same age band and sex, told within hours, in the same cell. Without an identifier of a person this is a guess, so it is
 * proposed and nothing is removed. Cases of one organisation count only when nothing at all tells them apart but the row.
 */
export const proposeDuplicates = async (trx: Knex, ingestId: number, at: string): Promise<void> => {
  // Both sides are gathered first and then joined by what must be equal: left to itself, a database without statistics compares each with each.
  await trx.raw(
    `with mine as materialized (
       select c.id, c.organisation_id, o.source, c.method, c.age_band, c.sex, c.occurred_from, c.reported_at, p.cell
       from cases c join organisations o on o.id = c.organisation_id
       join case_places p on p.case_id = c.id and p.ordinal = 0 and p.superseded_at is null
       where c.id >= :first and c.id < :end and c.superseded_at is null and c.pathway = 'counted' and c.unplaced is null and c.time_kind in ('exact', 'hour')
         and c.age_band not in ('unknown', 'missing', 'not-asked') and c.sex not in ('unknown', 'missing', 'not-asked')
     ), span as materialized (
       select min(occurred_from) - interval '${WITHIN_HOURS} hours' as first, max(occurred_from) + interval '${WITHIN_HOURS} hours' as last, min(source) as source from mine
     ), others as materialized (
       select c.id, c.organisation_id, c.method, c.age_band, c.sex, c.occurred_from, c.reported_at, p.cell
       from cases c join organisations o on o.id = c.organisation_id
       join case_places p on p.case_id = c.id and p.ordinal = 0 and p.superseded_at is null
       where c.superseded_at is null and c.pathway = 'counted' and c.unplaced is null
         and c.occurred_from >= (select first from span) and c.occurred_from <= (select last from span) and o.source = (select source from span)
     )
     insert into proposed_duplicates (case_id, other_case_id, reason, proposed_at)
     select least(a.id, b.id), greatest(a.id, b.id),
            case when a.organisation_id = b.organisation_id then 'same organisation, place, time, age band and sex' else 'two organisations, same place, age band and sex, within ${WITHIN_HOURS} hours' end, :at::timestamptz
     from mine a join others b on b.cell = a.cell and b.method = a.method and b.age_band = a.age_band and b.sex = a.sex
     where b.id <> a.id and b.occurred_from >= a.occurred_from - interval '${WITHIN_HOURS} hours' and b.occurred_from <= a.occurred_from + interval '${WITHIN_HOURS} hours'
       and (a.organisation_id <> b.organisation_id or (a.occurred_from = b.occurred_from and a.reported_at is not distinct from b.reported_at))
     order by 1, 2 limit ${MOST}
     on conflict do nothing`,
    { at, first: caseId(ingestId, 0), end: caseId(ingestId + 1, 0) })
}

/** Proposed pairs of which both cases are still in force, newest first. */
export const duplicatePairs = async (db: Knex, limit: number): Promise<DuplicatePairs> => {
  const { rows } = await db.raw<{ rows: (DuplicatePairs['pairs'][number] & { total: number })[] }>(
    `select d.case_id::text as "caseId", d.other_case_id::text as "otherCaseId", ao.name as organisation, bo.name as "otherOrganisation",
            coalesce(a.operational_day, a.filed_on)::text as day, d.reason, (count(*) over ())::int as total
     from proposed_duplicates d
     join cases a on a.id = d.case_id and a.superseded_at is null join organisations ao on ao.id = a.organisation_id
     join cases b on b.id = d.other_case_id and b.superseded_at is null join organisations bo on bo.id = b.organisation_id
     order by d.case_id desc, d.other_case_id desc limit ?`, [limit])
  return { total: rows[0]?.total ?? 0, pairs: rows.map(({ caseId: id, otherCaseId, organisation, otherOrganisation, day, reason }) => ({ caseId: id, otherCaseId, organisation, otherOrganisation, day, reason })) }
}
