import type { Knex } from 'knex'
import type { Source } from '../contract/vocabulary.ts'
import type { InForce } from '../domain/incident.ts'
import { monthStart } from '../domain/period.ts'
import type { FilePiece, SharedText, SiteFacts, SiteMonth } from '../domain/quality.ts'
import { numericArray } from './arrays.ts'
import { caseId, MAX_LINES } from './ids.ts'

/** Texts that fewer cases share could point at a person, scrubbed or not: they never leave the tables. */
const SHARED_BY = 5
/** How many of a site's most frequent texts are told. */
const TEXTS = 5

/** The row that a case was made from, by the whole key of the issues: looked up or hashed, never compared one with all. */
const noted = (issues: string): string => `${issues}.ingest_id = c.ingest_id and ${issues}.line = (c.id - c.ingest_id::bigint * ${MAX_LINES})::int`

// What became of the place of a case. The reason is asked before the level: a filler has a level too.
// "against": the kinds of place that nobody's home can be; work, care and other may be one.
const CASES = `
  mine as (
    select c.organisation_id, c.filed_on, c.time_kind, c.time_flags, c.method, c.place_type, c.place_text, c.place_key, p.level,
           scrubbed.line is not null as scrubbed, late.line is not null as after_arrival,
           case when c.unplaced = 'home' or p.level = 'home' then 'home'
                when c.unplaced = 'default-place' then 'own'
                when c.unplaced = 'ambiguous-place' then 'ambiguous'
                when c.unplaced in ('no-place-text', 'no-coordinates') then 'blank'
                when c.unplaced = 'too-coarse' then 'coarse'
                when c.unplaced = 'not-found' then 'words'
                when p.level in ('exact', 'venue', 'junction', 'street', 'snap-point', 'postcode', 'landmark') then 'usable'
                when p.level is not null then 'coarse'
                when c.place_text is null then 'blank' else 'words' end as place,
           case when c.place_type in ('own-home', 'other-home') then 'home'
                when c.place_type in ('street-or-outdoor', 'pub-or-bar', 'nightclub', 'other-licensed', 'shop-or-food', 'transport',
                                      'school-or-education', 'park-or-open-space') then 'elsewhere' end as kind
    from cases c
    left join case_places p on p.case_id = c.id and p.ordinal = 0 and p.superseded_at is null
    left join ingest_issues scrubbed on ${noted('scrubbed')} and scrubbed.kind = 'personal-data-removed'
    left join ingest_issues late on ${noted('late')} and late.kind = 'time-after-arrival'
    where c.superseded_at is null and c.pathway = 'counted' and c.organisation_id = any (:organisations::int[])
      and c.filed_on >= :from and c.filed_on < :to and c.id >= :firstCase and c.id < :endCase)`

const how = (what: string, where: string): string => `(count(*) filter (where ${where}))::int as "${what}"`

const MONTHS = `with ${CASES}
  select organisation_id as "organisationId", to_char(filed_on, 'YYYY-MM') as month, count(*)::int as cases,
    ${[
      ...Object.entries({ home: 'home', usable: 'usable', blank: 'blank', coarse: 'coarse', ambiguous: 'ambiguous', unknownWords: 'words', ownPlace: 'own' })
        .map(([key, place]) => how(key, `place = '${place}'`)),
      how('timed', `time_kind <> 'month'`),
      // A range of six hours that is merely estimated and no fault was noted: no time was given but that of the arrival.
      how('noTimeOfDay', `time_kind = 'date' or (time_kind = 'range' and time_flags = 'estimated' and not after_arrival)`),
      how('minutes', `time_kind = 'exact' and time_flags not like '%default%'`),
      how('heaped', `time_kind = 'exact' and time_flags not like '%default%' and time_flags like '%heaped%'`),
      how('atArrival', `time_flags like '%default%'`),
      how('afterArrival', 'after_arrival'),
      how('methodAsked', `method <> 'not-asked'`),
      how('methodUnsaid', `method in ('unknown', 'missing')`),
      how('placeTypeAsked', `place_type <> 'not-asked'`),
      how('placeTypeUnsaid', `place_type in ('unknown', 'missing')`),
      how('comparable', `kind is not null and place_text is not null`),
      how('against', `place_text is not null and ((kind = 'home' and place = 'usable' and level = 'venue') or (kind = 'elsewhere' and place = 'home'))`),
      how('scrubbed', 'scrubbed'),
    ].join(',\n    ')}
  from mine group by 1, 2 order by 1, 2`

const TEXTS_SHARED = `with ${CASES},
  spelled as (
    select organisation_id, coalesce(place_key, lower(place_text)) as key, place_text, count(*) as n,
           count(*) filter (where place = 'usable') as placed, count(*) filter (where place = 'own') as own
    from mine where place_text is not null and place <> 'home' group by 1, 2, 3),
  keyed as (
    select organisation_id, sum(n)::int as cases, sum(placed)::int as placed, sum(own)::int as own,
           (array_agg(place_text order by n desc, place_text collate "C") filter (where n >= ${SHARED_BY}))[1] as text,
           row_number() over (partition by organisation_id order by sum(n) desc, key collate "C") as rank
    from spelled group by organisation_id, key)
  select organisation_id as "organisationId", text, cases, placed, own as "ownPlace" from keyed where rank <= ${TEXTS} order by 1, rank`

const FILES = `
  select p.organisation_id as "organisationId", p.ingest_id as "ingestId", to_char(p.period_from, 'YYYY-MM-DD') as "from", to_char(p.period_to, 'YYYY-MM-DD') as "to",
         p.superseded_at is null as "inForce", to_char(i.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "receivedAt",
         i.rows_read as "rowsRead", i.rows_quarantined as "rowsQuarantined",
         (select count(distinct organisation_id) from ingest_periods q where q.ingest_id = p.ingest_id)::int as sites
  from ingest_periods p join ingests i on i.id = p.ingest_id
  where p.organisation_id = any (:organisations::int[]) and p.period_from < :to and p.period_to > :from
  order by i.received_at, p.ingest_id, p.period_from`

const SITES = `
  select o.id, o.source, o.name as organisation, to_char(min(i.received_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "firstReceivedAt",
         to_char(min(p.period_from), 'YYYY-MM') as "firstMonth"
  from organisations o join ingest_periods p on p.organisation_id = o.id join ingests i on i.id = p.ingest_id
  group by o.id, o.source, o.name order by o.source, o.name collate "C"`

type Of<T> = T & { organisationId: number }
type SiteRow = { id: number; source: Source; organisation: string; firstReceivedAt: string; firstMonth: string }

const mine = <T extends { organisationId: number }>(rows: T[], id: number): T[] => rows.filter((row) => row.organisationId === id)

/**
 * What the tables say of each organisation that has data in force (`data`), for months [from, to), `YYYY-MM`. One scan of the cases of
 * the files that speak for those months, and one for their words.
 */
export const readQuality = async (db: Knex, data: InForce[], period: { from: string; to: string }): Promise<SiteFacts[]> => {
  const known = new Set(data.map(({ source, organisation }) => `${source}/${organisation}`))
  const { rows: all } = await db.raw<{ rows: SiteRow[] }>(SITES)
  const sites = all.filter(({ source, organisation }) => known.has(`${source}/${organisation}`))
  const days = { organisations: numericArray(sites.map(({ id }) => id)), from: monthStart(period.from), to: monthStart(period.to) }
  const { rows: files } = await db.raw<{ rows: Of<FilePiece>[] }>(FILES, days)
  const ingests = files.filter(({ inForce }) => inForce).map(({ ingestId }) => ingestId)
  const firstIngest = ingests.reduce((a, b) => Math.min(a, b), ingests[0] ?? 0)
  const lastIngest = ingests.reduce((a, b) => Math.max(a, b), 0)
  const bindings = { ...days, firstCase: caseId(firstIngest, 0), endCase: caseId(lastIngest + 1, 0) }
  const { rows: months } = await db.raw<{ rows: Of<SiteMonth>[] }>(MONTHS, bindings)
  const { rows: texts } = await db.raw<{ rows: Of<SharedText>[] }>(TEXTS_SHARED, bindings)
  return sites.map((site) => ({ ...site, months: mine(months, site.id), texts: mine(texts, site.id), files: mine(files, site.id) }))
}
