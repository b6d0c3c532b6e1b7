// The same question as analysis/countCells.ts and select.ts, answered by the database alone: the proof of the columns, and the way that
// scales beyond one process's memory. Both engines; no extension knows H3, so parents are made by its bits: the resolution stands at
// bit 52, digit r (three bits) at 3 × (15 - r), and 7 where a digit is not used.
import type { Knex } from 'knex'
import { AGE_BANDS, EXCLUDED_KINDS, METHODS, PLACE_TYPES } from '../contract/vocabulary.ts'
import { UNKNOWN } from '../contract/query.ts'
import type { Filter } from '../contract/query.ts'
import type { ExcludedKind } from '../contract/vocabulary.ts'
import type { Excluded } from '../contract/results.ts'
import { cellFromBigint } from '../domain/cell.ts'
import type { HarmWeights } from '../domain/harm.ts'
import { weekMask } from '../domain/weekHours.ts'
import { MAX_LINES } from './ids.ts'

export type SqlCounts = {
  /** by H3 cell that holds anything: incidents, or days of harm */
  counts: Map<string, number>
  /** incidents in cells, shares summed */
  incidents: number
  excluded: Excluded[]
}

const LONDON = `at time zone 'Europe/London'`
const resolutionOf = (cell: string): string => `((${cell} >> 52) & 15)`
/** The cell itself or its parent at a resolution that is no finer. */
const parentAt = (cell: string, resolution: 9 | 10): string =>
  `((${cell} & ~(15::int8 << 52)) | (${resolution}::int8 << 52) | ${2 ** (3 * (15 - resolution)) - 1}::int8)`
const saidAs = (column: string, words: readonly string[]): string => `case when ${column} in (${words.map((word) => `'${word}'`).join(', ')}) then ${column} else '${UNKNOWN}' end`
const isIn = (words: string): string => `any (string_to_array(${words}, ','))`

/** Incidents by source, category and what they say, with their local time. `hourly`: the time of day is known; `one`: and lies in one hour of the clock. */
const ASKED = `
  said as (
    select id, unplaced, cell, offence_code, occurred_from as f, occurred_to as t, time_kind in ('exact', 'hour', 'range') as hourly,
           occurred_from ${LONDON} as first, greatest(occurred_to - interval '1 second', occurred_from) ${LONDON} as last,
           ${saidAs('method', METHODS)} as method, ${saidAs('place_type', PLACE_TYPES)} as place_type, ${saidAs('age_band', AGE_BANDS)} as age_band
    from incidents
    where superseded_at is null and id / ${MAX_LINES} = any (string_to_array(:ingests, ',')::int8[]) and category = ${isIn(':categories')}
      and sources && string_to_array(:sources, ',')),
  asked as (
    select id, unplaced, cell, offence_code, f, t, hourly, first, last, date_trunc('hour', first) = date_trunc('hour', last) and hourly as one,
           first - case when hourly then :shift::int * interval '1 hour' else interval '0' end as begins, last - case when hourly then :shift::int * interval '1 hour' else interval '0' end as ends,
           not (method = ${isIn(':methods')} and place_type = ${isIn(':placeTypes')} and age_band = ${isIn(':ageBands')}) as unsaid
    from said
    where (method = '${UNKNOWN}' or method = ${isIn(':methods')}) and (place_type = '${UNKNOWN}' or place_type = ${isIn(':placeTypes')})
      and (age_band = '${UNKNOWN}' or age_band = ${isIn(':ageBands')})),
  fitting as (select * from asked where begins < :to::date and ends >= :from::date)`

/** Position of a local time's hour in the week, from 1 as arrays count. */
const weekHour = (local: string): string => `((extract(isodow from ${local})::int - 1) * 24 + extract(hour from ${local})::int + 1)`

/** What goes on with a share of an incident. */
const KEPT = 'id, unplaced, cell, offence_code, unsaid'
const LOCAL_HOUR = `h ${LONDON}`
const SHIFT = `:shift::int * interval '1 hour'`

/**
 * Shares of each incident: asked for, perhaps beyond the period, perhaps in other hours, surely in other hours. Nothing is joined to what
 * was made on the way: the planner knows no sizes of that, and would compare each with each.
 */
const TIMED = `
  spans as (
    select a.*, t - f <= interval '169 hours' as short, begins < :from::date or ends >= :to::date as reaches, s.*
    from fitting a cross join lateral (
      select coalesce(sum(share) filter (where wanted = 1 and inside), 0) as within, coalesce(sum(share) filter (where not inside), 0) as beyond,
             coalesce(sum(share) filter (where wanted = 0 and inside), 0) as beside, min(wanted) as least, max(wanted) as most, bool_and(wanted = 1 and inside) as surely
      from (
        select extract(epoch from least(a.t, h + interval '1 hour') - greatest(a.f, h)) / extract(epoch from a.t - a.f) as share,
               (:mask::int[])[${weekHour(`(${LOCAL_HOUR})`)}] as wanted, ${LOCAL_HOUR} - ${SHIFT} >= :from::date and ${LOCAL_HOUR} - ${SHIFT} < :to::date as inside
        -- A range longer than a week has every hour of it.
        from generate_series(date_trunc('hour', a.f), least(a.t - interval '1 second', a.f + interval '8 days'), interval '1 hour') h) hours) s
    where a.hourly and not a.one),
  timed as materialized (
    select ${KEPT}, 1::float8 as share, 0::float8 as cut, 0::float8 as untimed, 0::float8 as other from fitting where one and (:mask::int[])[${weekHour('first')}] = 1
    union all
    select ${KEPT}, case when surely then 1 else within end, beyond, 0, beside from spans where :fractional and short and within > 0
    union all
    select ${KEPT}, (not reaches and least = 1)::int, reaches::int, (not reaches and least = 0 and most = 1)::int, 0 from spans where not (:fractional and short)
    union all
    select ${KEPT}, (not reaches and :wholeWeek)::int, reaches::int, (not reaches and not :wholeWeek)::int, 0
    from (select *, begins < :from::date or ends >= :to::date as reaches from fitting where not hourly) d)`

const CANDIDATES = 'case_places p where p.case_id = c.id and p.ordinal >= 0 and p.superseded_at is null'

/** Where each share goes: to a cell, or a reason. */
const PLACED = `
  counted as (
    select *, :fractional and (unplaced is null or unplaced in ('ambiguous-place', 'outside-area')) and exists (select 1 from ${CANDIDATES}) as spreads
    from timed c where share > 0 and not unsaid),
  spread as (
    select share, offence_code, unplaced as reason, cell from counted where not spreads
    union all
    select c.share * p.probability::float8, c.offence_code, case when p.level = 'home' then 'home' end, p.cell
    from counted c cross join lateral (select * from ${CANDIDATES}) p where c.spreads
    union all
    select c.share * told.rest, c.offence_code, case when c.unplaced = 'ambiguous-place' then 'ambiguous-place' else 'place-unsure' end, null
    from counted c cross join lateral (select 1 - sum(p.probability::float8) as rest from ${CANDIDATES}) told where c.spreads and told.rest > 1e-7),
  placed as (
    select s.share, w.days, s.offence_code is null as codeless,
           coalesce(s.reason, case when s.cell is null then 'no-coordinates' when ${resolutionOf('s.cell')} < 9 then 'too-coarse' end) as reason, s.cell
    from spread s left join unnest(:codes::text[], :days::float8[]) as w (code, days) on w.code = s.offence_code)`

const ANSWER = `
  select null::int8 as cell9, null::int8 as cell, 'cut-by-period' as reason, sum(cut) as share, 0::float8 as harm, 0::float8 as codeless, 0::float8 as weightless from timed
  union all select null, null, 'no-time-of-day', sum(untimed), 0, 0, 0 from timed
  union all select null, null, 'other-hours', sum(other), 0, 0, 0 from timed
  union all select null, null, 'not-said', sum(share), 0, 0, 0 from timed where unsaid
  union all select null, null, reason, sum(share), 0, 0, 0 from placed where reason is not null group by reason
  union all
  select ${parentAt('cell', 9)}, case when :finer and ${resolutionOf('cell')} < 10 then null when :finer then ${parentAt('cell', 10)} else ${parentAt('cell', 9)} end, null,
         sum(share), coalesce(sum(share * days), 0), coalesce(sum(share) filter (where codeless), 0), coalesce(sum(share) filter (where not codeless and days is null), 0)
  from placed where reason is null group by 1, 2`

type AnswerRow = { cell9: string | null; cell: string | null; reason: ExcludedKind | null; share: string | number | null; harm: number; codeless: number; weightless: number }

/** `ingests`: those in force; `has`: whether a res-9 cell lies in the study area; `harm`: the weights, when harm is measured. */
export const countsBySql = async (
  db: Knex, filter: Filter, options: { ingests: readonly number[]; has: (cell9: string) => boolean; resolution?: 9 | 10; harm?: HarmWeights | null },
): Promise<SqlCounts> => {
  const { ingests, has, resolution = 9, harm = null } = options
  const mask = weekMask(filter.weekHours)
  const { rows: told } = harm ? await db.raw<{ rows: { code: string }[] }>('select distinct offence_code as code from incidents where offence_code is not null') : { rows: [] }
  const weights = told.flatMap(({ code }) => {
    const days = harm?.harmOf(code) ?? null
    return days === null ? [] : [{ code, days }]
  })
  const { rows } = await db.raw<{ rows: AnswerRow[] }>(`with ${ASKED}, ${TIMED}, ${PLACED} ${ANSWER}`, {
    ingests: ingests.join(','), sources: filter.sources.join(','), categories: filter.categories.join(','),
    methods: filter.methods.join(','), placeTypes: filter.placeTypes.join(','), ageBands: filter.ageBands.join(','),
    from: filter.period.from, to: filter.period.to, shift: filter.operationalDays ? 6 : 0, mask: `{${mask.join(',')}}`, wholeWeek: !mask.includes(0),
    fractional: filter.weighting === 'fractional', finer: resolution === 10, codes: weights.map(({ code }) => code), days: `{${weights.map(({ days }) => days).join(',')}}`,
  })
  const counts = new Map<string, number>()
  const excluded: Partial<Record<ExcludedKind, number>> = {}
  const tell = (kind: ExcludedKind, count: number): void => void (excluded[kind] = (excluded[kind] ?? 0) + count)
  let incidents = 0
  for (const row of rows) {
    const share = Number(row.share ?? 0)
    if (row.reason !== null) tell(row.reason, share)
    else if (row.cell9 === null || !has(cellFromBigint(row.cell9))) tell('outside-area', share)
    else if (row.cell === null) tell('finer-than-known', share)
    else {
      const known = harm ? share - row.codeless - row.weightless : share
      if (harm) {
        tell('no-offence-code', row.codeless)
        tell('no-harm-weight', row.weightless)
      }
      incidents += known
      counts.set(cellFromBigint(row.cell), harm ? row.harm : share)
    }
  }
  return { counts, incidents, excluded: EXCLUDED_KINDS.flatMap((kind) => ((excluded[kind] ?? 0) > 0 ? [{ kind, count: excluded[kind] ?? 0 }] : [])) }
}
