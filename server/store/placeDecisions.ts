import type { Knex } from 'knex'
import { SURE } from '../contract/placeWords.ts'
import type { PlaceType, Said, UnplacedReason } from '../contract/vocabulary.ts'
import type { PlaceCandidate } from '../domain/location.ts'
import type { PlaceDecision } from '../domain/placeDecision.ts'
import { shortDigest } from '../domain/digest.ts'
import { bigintOf, counted, numericArray, textArray } from './arrays.ts'
import { INVENTED_NAME } from './placeReview.ts'

export type StoredDecision = { key: string; invented: boolean; example: string; decision: PlaceDecision; cases: number; decidedAt: string }

/** Decisions in force, newest first. */
export const placeDecisions = async (db: Knex): Promise<StoredDecision[]> => {
  const { rows } = await db.raw<{ rows: StoredDecision[] }>(
    `select place_key as key, invented, example, decision, cases, decided_at as "decidedAt"
     from place_decisions where superseded_at is null order by id desc`)
  return rows.map((row) => ({ ...row, decidedAt: new Date(row.decidedAt).toISOString() }))
}

/** Says which decisions about places are in force: it changes when one is taken or taken back, and is part of the data version. */
export const decisionsDigest = async (db: Knex): Promise<string> => {
  const { rows } = await db.raw<{ rows: { said: string }[] }>(
    `select coalesce(string_agg(invented || place_key || decision::text, '|' order by invented, place_key collate "C"), '') as said from place_decisions where superseded_at is null`)
  return rows[0]?.said ? shortDigest(rows[0].said) : ''
}

/** One decision at a time, whoever decides: a second one waits here until the first is stored. Readers do not wait. */
export const lockDecisions = async (trx: Knex): Promise<void> => void (await trx.raw('lock table place_decisions in share row exclusive mode'))

export const decidedBefore = async (trx: Knex, key: string, invented: boolean): Promise<PlaceDecision | null> => {
  const row: { decision: PlaceDecision } | undefined = await trx('place_decisions').where({ place_key: key, invented }).whereNull('superseded_at').first('decision')
  return row?.decision ?? null
}

/** Takes the place of an earlier decision on the same words; null takes the earlier one back. */
export const storeDecision = async (
  trx: Knex, wanted: { key: string; invented: boolean; example: string; decision: PlaceDecision | null; cases: number; at: string },
): Promise<void> => {
  const { key, invented, example, decision, cases, at } = wanted
  await trx('place_decisions').where({ place_key: key, invented }).whereNull('superseded_at').update({ superseded_at: at })
  if (decision) await trx('place_decisions').insert({ place_key: key, invented, example, decision: JSON.stringify(decision), cases, decided_at: at })
}

export type CaseToPlace = { id: string; organisation: string; placeText: string; placeType: Said<PlaceType>; home: boolean; sureAt: { lat: number; lng: number } | null }

/**
 * Cases in force that carry these words and have no coordinates of their own; as things stand, `home`: at somebody's home, and
 * `sureAt`: where they are placed surely.
 */
export const casesWithWords = async (db: Knex, key: string, invented: boolean): Promise<CaseToPlace[]> => {
  const { rows } = await db.raw<{ rows: CaseToPlace[] }>(
    `select c.id::text as id, o.name as organisation, c.place_text as "placeText", c.place_type as "placeType",
            (c.unplaced is not distinct from 'home' or best.level is not distinct from 'home') as home,
            case when c.unplaced is null and best.probability >= ${SURE} then json_build_object('lat', best.lat, 'lng', best.lng) end as "sureAt"
     from cases c
     join organisations o on o.id = c.organisation_id
     left join case_places best on best.case_id = c.id and best.ordinal = 0 and best.superseded_at is null
     where c.place_key = ? and c.superseded_at is null and (${INVENTED_NAME}) = ?
       and coalesce(best.level, '') not in ('exact', 'snap-point')
     order by c.id`, [key, invented])
  return rows
}

export type NewPlacing = { id: string; places: PlaceCandidate[]; unplaced: UnplacedReason | null }

/** New places for cases: the old ones stay, marked as superseded; incidents that the cases founded follow. */
export const replacePlaces = async (trx: Knex, at: string, placings: NewPlacing[]): Promise<void> => {
  if (placings.length === 0) return
  const ids = numericArray(placings.map(({ id }) => id))
  await trx.raw(`update case_places set superseded_at = ? where case_id = any (?::bigint[]) and superseded_at is null`, [at, ids])
  const places = placings.flatMap(({ id, places: candidates }) => candidates.map((place, ordinal) => ({ id, ordinal, place })))
  // Current places count from 0 up: those that went before make room, from -1 down.
  await trx.raw(
    `update case_places p set ordinal = m.least - 1 - p.ordinal
     from (select case_id, least(0, min(ordinal)) as least from case_places where case_id = any (?::bigint[]) group by case_id) m
     where p.case_id = m.case_id and p.superseded_at = ? and p.ordinal >= 0`, [ids, at])
  if (places.length > 0)
    counted('places', places.length, await trx.raw(
      `insert into case_places (case_id, ordinal, cell, lat, lng, radius_m, level, label, probability)
       select * from unnest(?::bigint[], ?::smallint[], ?::bigint[], ?::double precision[], ?::double precision[], ?::real[], ?::text[], ?::text[], ?::real[])
       on conflict do nothing`,
      [
        numericArray(places.map((p) => p.id)), numericArray(places.map((p) => p.ordinal)), numericArray(places.map((p) => bigintOf(p.place.cell))),
        numericArray(places.map((p) => p.place.lat)), numericArray(places.map((p) => p.place.lng)), numericArray(places.map((p) => p.place.radiusM)),
        places.map((p) => p.place.level), textArray(places.map((p) => p.place.label)), numericArray(places.map((p) => p.place.probability)),
      ]))
  for (const table of ['cases', 'incidents'] as const) {
    const columns = table === 'incidents' ? ', cell = t.cell, place_level = t.level' : ''
    await trx.raw(
      `update ${table} x set unplaced = t.unplaced${columns}
       from unnest(?::bigint[], ?::text[], ?::bigint[], ?::text[]) as t (id, unplaced, cell, level)
       where x.id = t.id and x.superseded_at is null and coalesce(x.unplaced, '') <> 'unknown-category'`,
      [
        ids, textArray(placings.map(({ unplaced }) => unplaced)),
        numericArray(placings.map(({ places: [best] }) => (best ? bigintOf(best.cell) : null))), textArray(placings.map(({ places: [best] }) => best?.level ?? null)),
      ])
  }
}
