import type { Knex } from 'knex'
import type { Source } from '../contract/vocabulary.ts'

/** A month of one organisation that a file speaks for; `from` and `to` are local days. */
export type SpokenFor = { organisationId: number; from: string; to: string; accepted: number }

/**
 * The newest file for an organisation and month is the one in force: the rows of earlier files for it get `superseded_at`,
 * their balance sheets move from accepted to superseded, and nothing is deleted. Call with the organisation's row locked.
 */
export const supersede = async (trx: Knex, ingestId: number, at: string, months: SpokenFor[]): Promise<void> => {
  for (const { organisationId, from, to, accepted } of months) {
    const replaced = await trx('ingest_periods')
      .where({ organisation_id: organisationId, period_from: from })
      .whereNull('superseded_at')
      .update({ superseded_at: at, superseded_by: ingestId })
      .returning<{ ingest_id: number; rows_accepted: number }[]>(['ingest_id', 'rows_accepted'])
    for (const old of replaced) {
      const { rowCount } = await trx.raw<{ rowCount: number }>(
        `update cases set superseded_at = ?, superseded_by = ?
         where ingest_id = ? and organisation_id = ? and superseded_at is null
           and occurred_from >= ?::timestamp at time zone 'Europe/London' and occurred_from < ?::timestamp at time zone 'Europe/London'`,
        [at, ingestId, old.ingest_id, organisationId, from, to])
      if (rowCount !== old.rows_accepted) throw new Error(`superseded ${rowCount} cases, expected ${old.rows_accepted}`)
      // An incident leaves the counts when the case that founded it does; a linker will decide for incidents with other cases.
      await trx.raw(
        `update incidents i set superseded_at = ? from cases c
         where c.id = i.id and c.occurred_from = i.occurred_from and c.superseded_by = ? and i.superseded_at is null
           and c.ingest_id = ? and c.occurred_from >= ?::timestamp at time zone 'Europe/London' and c.occurred_from < ?::timestamp at time zone 'Europe/London'`,
        [at, ingestId, old.ingest_id, from, to])
      await trx('ingests').where({ id: old.ingest_id }).update({
        rows_accepted: trx.raw('rows_accepted - ?', [rowCount]),
        rows_superseded: trx.raw('rows_superseded + ?', [rowCount]),
      })
    }
    await trx('ingest_periods').insert({
      ingest_id: ingestId, organisation_id: organisationId, period_from: from, period_to: to, rows_accepted: accepted,
    })
  }
}

/** What a file for these months would replace, as things stand: earlier ingests and how many of their rows. */
export const wouldSupersede = async (
  db: Knex, source: Source, months: { organisation: string; from: string }[],
): Promise<{ id: string; rows: number }[]> => {
  const { rows } = await db.raw<{ rows: { id: string; rows: number }[] }>(
    `select p.ingest_id::text as id, sum(p.rows_accepted)::int as rows
     from ingest_periods p
     join organisations o on o.id = p.organisation_id and o.source = ?
     join unnest(?::text[], ?::date[]) as m (name, period_from) on m.name = o.name and m.period_from = p.period_from
     where p.superseded_at is null
     group by p.ingest_id order by p.ingest_id`,
    [source, months.map((m) => m.organisation), months.map((m) => m.from)])
  return rows
}
