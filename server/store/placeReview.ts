import type { Knex } from 'knex'
import { REVIEW_OUTCOMES, SURE } from '../contract/placeWords.ts'
import type { ReviewOutcome } from '../contract/placeWords.ts'
import type { PlaceType, Said } from '../contract/vocabulary.ts'

/** Like texts that wait for a person, with the number of their cases. */
export type WaitingText = { key: string; cases: number; outcome: ReviewOutcome }
export type Waiting = { texts: number; cases: number; page: WaitingText[] }

/** An invented organisation's name says so; see server/domain/demo.ts. */
export const INVENTED_NAME = `o.name like '%(invented)'`
const REASONS = REVIEW_OUTCOMES.filter((outcome) => outcome !== 'unsure').map((outcome) => `'${outcome}'`).join(', ')

/** Texts nobody has decided on whose cases are not placed surely, most frequent first; `after` is the last of the page before. */
export const waitingTexts = async (
  db: Knex, wanted: { invented: boolean; outcome: ReviewOutcome | null; after: { cases: number; key: string } | null; limit: number },
): Promise<Waiting> => {
  const { invented, outcome, after, limit } = wanted
  const { rows } = await db.raw<{ rows: (WaitingText & { texts: number; total: number })[] }>(
    `with unsure as (
       select c.place_key, coalesce(c.unplaced, 'unsure') as outcome
       from cases c
       join organisations o on o.id = c.organisation_id and (${INVENTED_NAME}) = :invented
       left join case_places p on p.case_id = c.id and p.ordinal = 0 and p.superseded_at is null
       where c.superseded_at is null and c.place_key is not null
         and (c.unplaced in (${REASONS}) or (c.unplaced is null and p.probability < ${SURE}))
         and not exists (select 1 from place_decisions d where d.place_key = c.place_key and d.invented = :invented and d.superseded_at is null)),
     waiting as (
       select place_key as key, count(*)::int as cases, mode() within group (order by outcome) as outcome
       from unsure where :outcome::text is null or outcome = :outcome group by place_key),
     told as (select *, (count(*) over ())::int as texts, (sum(cases) over ())::int as total from waiting)
     select key, cases, outcome, texts, total from told
     where :cases::int is null or cases < :cases or (cases = :cases and key collate "C" > :key)
     order by cases desc, key collate "C" limit :limit`,
    { invented, outcome, cases: after?.cases ?? null, key: after?.key ?? '', limit })
  return { texts: rows[0]?.texts ?? 0, cases: rows[0]?.total ?? 0, page: rows.map(({ key, cases, outcome: why }) => ({ key, cases, outcome: why })) }
}

/** How one organisation writes words that share a key, with the kind of place it coded beside them; `sure`: of its cases, those placed surely as things stand. */
export type Telling = { key: string; text: string; organisation: string; placeType: Said<PlaceType>; cases: number; sure: number }

/** All tellings of these keys by cases in force that words place: no homes, none with coordinates of its own. Most frequent first. */
export const tellingsOf = async (db: Knex, keys: string[], invented: boolean): Promise<Telling[]> => {
  if (keys.length === 0) return []
  const { rows } = await db.raw<{ rows: Telling[] }>(
    `select c.place_key as key, c.place_text as text, o.name as organisation, c.place_type as "placeType", count(*)::int as cases,
            (count(*) filter (where c.unplaced is null and p.probability >= ${SURE}))::int as sure
     from cases c
     join organisations o on o.id = c.organisation_id and (${INVENTED_NAME}) = ?
     left join case_places p on p.case_id = c.id and p.ordinal = 0 and p.superseded_at is null
     where c.superseded_at is null and c.place_key = any (?::text[]) and c.unplaced is distinct from 'home'
       and coalesce(p.level, '') not in ('exact', 'snap-point', 'home')
     group by c.place_key, c.place_text, o.name, c.place_type
     order by cases desc, c.place_text collate "C", o.name collate "C", c.place_type`, [invented, keys])
  return rows
}
