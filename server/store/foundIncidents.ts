import type { Knex } from 'knex'
import type { Case } from '../domain/case.ts'
import { FIELD_SEPARATOR } from '../domain/sourceRecord.ts'
import { bigintOf, counted, dictionary, numericArray, textArray } from './arrays.ts'

/** How linkage has been done: until a linker comes, each case founds an incident of its own. */
const OWN_INCIDENT = 'each-case-its-own'

type Founding = { id: number; case: Case }

const bestPlace = ({ case: { places } }: Founding) => places[0] ?? null

/** All of an incident that many others share. */
const facetOf = (founding: Founding): string => {
  const { source, category, method, placeType, ageBand, offenceCode, time, unplaced } = founding.case
  return [source, category, method.value, placeType.value, ageBand, offenceCode, time.from, time.to, time.kind, unplaced, bestPlace(founding)?.level].join(FIELD_SEPARATOR)
}

/**
 * Makes every case an incident of its own, linked with certainty. What counting needs stands on the incident itself (sources that
 * tell of it, best place), written by whoever founds or links it: counting then reads one table and joins nothing.
 */
export const foundIncidents = async (trx: Knex, receivedAt: string, cases: Founding[]): Promise<void> => {
  if (cases.length === 0) return
  const { entries: facets, at } = dictionary(cases, facetOf)
  counted('incidents', cases.length, await trx.raw(
    `insert into incidents (id, sources, category, method, place_type, age_band, offence_code, occurred_from, occurred_to, time_kind, unplaced, cell, place_level, received_at)
     select t.id, array[f.source], f.category, f.method, f.place_type, f.age_band, f.offence_code, f.occurred_from, f.occurred_to, f.time_kind, f.unplaced, t.cell, f.level, ?
     from unnest(?::bigint[], ?::int[], ?::bigint[]) as t (id, facet, cell)
     join unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[]) with ordinality
       as f (source, category, method, place_type, age_band, offence_code, occurred_from, occurred_to, time_kind, unplaced, level, n) on f.n = t.facet
     on conflict do nothing`,
    [
      receivedAt,
      numericArray(cases.map((c) => c.id)),
      numericArray(at),
      numericArray(cases.map((c) => { const place = bestPlace(c); return place && bigintOf(place.cell) })),
      facets.map((f) => f.case.source),
      textArray(facets.map((f) => f.case.category)),
      facets.map((f) => f.case.method.value),
      facets.map((f) => f.case.placeType.value),
      facets.map((f) => f.case.ageBand),
      textArray(facets.map((f) => f.case.offenceCode)),
      facets.map((f) => f.case.time.from),
      facets.map((f) => f.case.time.to),
      facets.map((f) => f.case.time.kind),
      textArray(facets.map((f) => f.case.unplaced)),
      textArray(facets.map((f) => bestPlace(f)?.level ?? null)),
    ],
  ))
  counted('links', cases.length, await trx.raw(
    `insert into links (case_id, incident_id, probability, model, as_of)
     select id, id, 1, ?, ? from unnest(?::bigint[]) as t (id) on conflict do nothing`,
    [OWN_INCIDENT, receivedAt, numericArray(cases.map((c) => c.id))],
  ))
}
