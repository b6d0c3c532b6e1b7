// A service with one hospital's months, and the ways to ask and decide about places.
import type { Decided, PlaceDecisionBody, PlaceGroup, PlaceReview } from '../../server/contract/places.ts'
import type { Catalogue } from '../../server/contract/results.ts'
import { testGround } from './ground.ts'
import { istvText, type Attendance } from './placeTexts.ts'
import { countOf, type Answer, type Road } from './road.ts'

export const HERE = { kind: 'place', lat: 51.7365, lng: 0.4702, radiusM: 40, level: 'venue', label: 'The Gaff, Chelmsford' } as const satisfies PlaceDecisionBody
export const THERE = { kind: 'place', lat: 51.8898, lng: 0.9031, radiusM: 60, level: 'venue', label: 'The Gaff, Colchester' } as const satisfies PlaceDecisionBody

export const MIX: Attendance[] = [
  { text: 'the gaff', times: 4 }, { text: 'o/s The Gaff', times: 2 }, { text: 'GAFF', times: 1 },
  { text: 'Parsons', times: 3 }, { text: 'Chelmsford', times: 2 }, { text: 'unknown', times: 2 },
]

/** No data, and nothing taught. */
export const emptied = async ({ knex }: Road): Promise<void> => {
  await knex.raw(`truncate place_decisions, proposed_duplicates, case_places, cases, incidents, links, source_records, ingest_issues, ingest_periods,
    run_events, run_levels, runs, ingests, organisations`)
  for (const taught of Object.values(testGround().decisions)) taught.clear()
}

export const placesOn = (road: Road) => {
  const take = async (attendances: Attendance[], options: { site?: string; month?: string } = {}): Promise<void> => {
    const { status, text } = await road.upload(istvText(attendances, options), 'profile=istv&file=places.csv')
    if (status !== 201) throw new Error(text)
  }
  const review = async (query = ''): Promise<PlaceReview> => (await road.get<PlaceReview>(`/api/places/review?invented=true${query}`)).json
  const group = async (key: string): Promise<PlaceGroup | undefined> => (await review('&limit=100')).groups.find((one) => one.key === key)
  const post = <T>(body: unknown): Promise<Answer<T>> => road.post<T>('/api/places/decisions', body)
  const decide = async (key: string, decision: PlaceDecisionBody | null, invented = true): Promise<Decided> => {
    const { status, json, text } = await post<Decided>({ key, invented, decision })
    if (status !== 200) throw new Error(text)
    return json
  }
  const dataVersion = async (): Promise<string | null> => (await road.get<Catalogue>('/api/catalogue')).json.dataVersion

  /** Where everything is said to be, as text: equal text, equal places. */
  const placings = async (): Promise<string[]> => {
    const { rows } = await road.knex.raw<{ rows: { said: string }[] }>(
      `select concat_ws(' ', c.id, c.place_key, c.unplaced, i.unplaced, i.cell, i.place_level,
         (select string_agg(concat_ws('/', p.ordinal, p.cell, p.lat, p.lng, p.radius_m, p.level, p.label, p.probability), ';' order by p.ordinal)
          from case_places p where p.case_id = c.id and p.superseded_at is null)) as said
       from cases c left join incidents i on i.id = c.id where c.superseded_at is null order by c.id`)
    return rows.map(({ said }) => said)
  }
  const placedAt = (key: string, where: string, bindings: (string | number)[] = []) =>
    countOf(road, `cases c join case_places p on p.case_id = c.id and p.superseded_at is null join incidents i on i.id = c.id
                   where c.place_key = ? and c.superseded_at is null and ${where}`, [key, ...bindings])
  return { take, review, group, post, decide, dataVersion, placings, placedAt }
}
