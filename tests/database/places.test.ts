import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Decided, PlaceAccuracy, PlaceDecisionBody, PlaceGroup, PlaceLedger, PlaceReview, PlaceSearch } from '../../server/contract/places.ts'
import type { Catalogue } from '../../server/contract/results.ts'
import { isSure } from '../../server/geocode/geocoder.ts'
import { decisionsDigest, placeDecisions } from '../../server/store/placeDecisions.ts'
import { cad } from '../support/feeds.ts'
import { referenceData, testGround } from '../support/ground.ts'
import { istvText, OWN_HOME } from '../support/placeTexts.ts'
import type { Attendance } from '../support/placeTexts.ts'
import { countOf, openRoad } from '../support/road.ts'
import type { ProblemDocument, Road } from '../support/road.ts'

// One database for all of them: each test finds it empty, and nothing taught.
let road: Road
beforeAll(async () => void (road = await openRoad()))
afterAll(() => road.close())
beforeEach(async () => {
  await road.knex.raw(`truncate place_decisions, proposed_duplicates, case_places, cases, incidents, links, source_records, ingest_issues, ingest_periods,
    run_events, run_levels, runs, ingests, organisations`)
  for (const taught of Object.values(testGround().decisions)) taught.clear()
})

const HERE = { kind: 'place', lat: 51.7365, lng: 0.4702, radiusM: 40, level: 'venue', label: 'The Gaff, Chelmsford' } as const satisfies PlaceDecisionBody
const THERE = { kind: 'place', lat: 51.8898, lng: 0.9031, radiusM: 60, level: 'venue', label: 'The Gaff, Colchester' } as const satisfies PlaceDecisionBody

const take = async (attendances: Attendance[], options: { site?: string; month?: string } = {}): Promise<void> => {
  const { status, text } = await road.upload(istvText(attendances, options), 'profile=istv&file=places.csv')
  if (status !== 201) throw new Error(text)
}
const review = async (query = ''): Promise<PlaceReview> => (await road.get<PlaceReview>(`/api/places/review?invented=true${query}`)).json
const group = async (key: string): Promise<PlaceGroup | undefined> => (await review('&limit=100')).groups.find((one) => one.key === key)
const post = <T>(body: unknown) => road.call<T>('/api/places/decisions', { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })
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

const MIX: Attendance[] = [
  { text: 'the gaff', times: 4 }, { text: 'o/s The Gaff', times: 2 }, { text: 'GAFF', times: 1 },
  { text: 'Parsons', times: 3 }, { text: 'Chelmsford', times: 2 }, { text: 'unknown', times: 2 },
]

describe('what waits', () => {
  test('like texts stand together, most frequent first, with what the geocoder makes of them', async () => {
    await take(MIX)
    const { invented, texts, cases, groups, next } = await review()
    expect({ invented, texts, cases, next }).toEqual({ invented: true, texts: 3, cases: 12, next: null })
    expect(groups.map(({ key, cases: n, outcome }) => [key, n, outcome])).toEqual([['gaff', 7, 'not-found'], ['parsons', 3, expect.stringMatching(/ambiguous-place|unsure/)], ['chelmsford', 2, 'too-coarse']])
    const [gaff, parsons, town] = groups
    expect(gaff).toMatchObject({ alike: 7, organisations: [{ name: 'Demo Hospital Mid (invented)', cases: 7 }], candidates: [] })
    expect(gaff?.examples).toEqual(['the gaff', 'o/s The Gaff', 'GAFF'])
    expect(parsons?.candidates.length).toBeGreaterThan(1)
    for (const { probability, radiusM, label } of parsons?.candidates ?? []) {
      expect(probability).toBeGreaterThan(0)
      expect(probability).toBeLessThan(1)
      expect(radiusM).toBeGreaterThan(0)
      expect(label).toMatch(/Parsons/)
    }
    expect(parsons?.candidates.map(({ probability }) => probability)).toEqual(parsons?.candidates.map(({ probability }) => probability).toSorted((a, b) => b - a))
    expect(town?.candidates[0]).toMatchObject({ level: 'town' })
  })

  test('pages hold every text once, and one reason can be asked for alone', async () => {
    await take(Array.from({ length: 7 }, (_, i) => ({ text: `zzqk${'abcdefg'[i]}`, times: 1 + (i % 3) })))
    const keys: string[] = []
    let after = ''
    for (let page = 0; page < 9; page++) {
      const { groups, next, texts, cases } = await review(`&limit=2${after && `&after=${encodeURIComponent(after)}`}`)
      expect({ texts, cases }).toEqual(groups.length > 0 ? { texts: 7, cases: 13 } : { texts: 0, cases: 0 })
      keys.push(...groups.map(({ key }) => key))
      if (next === null) break
      after = next
    }
    expect(keys).toEqual(['zzqkc', 'zzqkf', 'zzqkb', 'zzqke', 'zzqka', 'zzqkd', 'zzqkg'])
    expect((await review('&outcome=too-coarse')).groups).toEqual([])
    expect((await review('&outcome=not-found')).texts).toBe(7)
    expect((await road.get('/api/places/review?after=nonsense')).status).toBe(400)
  })

  test('with no data at all there is nothing to review', async () => {
    expect((await road.get<PlaceReview>('/api/places/review')).json).toEqual({ invented: false, texts: 0, cases: 0, groups: [], next: null })
  })
})

describe('a decision', () => {
  test('places every case with like words, and the incidents that they founded; others stay', async () => {
    await take(MIX)
    const before = await placings()
    const version = await dataVersion()
    expect(await decide('gaff', HERE)).toEqual({ key: 'gaff', moved: 7, homes: 0, surer: 0 })
    expect(await placedAt('gaff', `p.lat = ? and p.lng = ? and p.level = 'venue' and p.label = ? and p.probability = 1 and c.unplaced is null and i.unplaced is null and i.cell = p.cell and i.place_level = 'venue'`, [HERE.lat, HERE.lng, HERE.label])).toBe(7)
    const changed = (await placings()).filter((line, i) => line !== before[i])
    expect(changed).toHaveLength(7)
    expect(changed.every((line) => line.includes('gaff'))).toBe(true)
    expect(await group('gaff')).toBeUndefined()
    expect(await dataVersion()).not.toBe(version)
    const { decisions } = (await road.get<PlaceLedger>('/api/places/decisions')).json
    expect(decisions).toEqual([{ key: 'gaff', invented: true, example: 'the gaff', decision: HERE, cases: 7, decidedAt: expect.stringMatching(/^\d{4}-.*Z$/) }])
  })

  test('counts in the next run, and not in the one before', async () => {
    await take(MIX)
    const first = await road.run({})
    expect(await decide('gaff', HERE)).toMatchObject({ moved: 7 })
    const second = await road.run({})
    expect(second.json.id).not.toBe(first.json.id)
    expect(second.json.dataVersion).toBe(await dataVersion())
    expect(second.json.incidents - first.json.incidents).toBe(7)
    expect((await road.get(`/api/runs/${first.json.id}`)).text).toBe(first.text)
    await decide('gaff', null)
    expect((await road.run({})).json.id).toBe(first.json.id)
  })

  test('is known to every file that comes later', async () => {
    await take(MIX)
    await decide('gaff', HERE)
    await take([{ text: 'outside the gaff', times: 5 }], { month: '2025-04' })
    expect(await placedAt('gaff', 'p.lat = ?', [HERE.lat])).toBe(12)
    const kept = await placeDecisions(road.knex)
    expect(new Map(kept.map(({ key, decision }) => [key, decision]))).toEqual(testGround().decisions.invented)
  })

  test('gives way to a later one; the earlier stays in the records', async () => {
    await take(MIX)
    await decide('gaff', HERE)
    const versions = [await dataVersion()]
    expect(await decide('gaff', THERE)).toMatchObject({ moved: 7 })
    versions.push(await dataVersion())
    expect(await placedAt('gaff', 'p.lat = ?', [THERE.lat])).toBe(7)
    expect(await placedAt('gaff', 'p.lat = ?', [HERE.lat])).toBe(0)
    expect(await countOf(road, `place_decisions where superseded_at is null`)).toBe(1)
    expect(await countOf(road, `place_decisions`)).toBe(2)
    expect(await countOf(road, `case_places p join cases c on c.id = p.case_id where c.place_key = 'gaff' and p.superseded_at is not null and p.ordinal < 0 and p.lat = ?`, [HERE.lat])).toBe(7)
    expect(new Set(versions).size).toBe(2)
  })

  test('taken back, what the geocoder says holds again, to the letter', async () => {
    await take(MIX)
    const before = await placings()
    const version = await dataVersion()
    for (const key of ['gaff', 'parsons', 'chelmsford']) {
      await decide(key, HERE)
      await decide(key, THERE)
      await decide(key, { kind: 'unplaceable' })
      expect(await decide(key, null)).toMatchObject({ key })
    }
    expect(await placings()).toEqual(before)
    expect(await dataVersion()).toBe(version)
    expect(await decisionsDigest(road.knex)).toBe('')
    expect(testGround().decisions.invented.size).toBe(0)
    expect((await review()).texts).toBe(3)
  })

  test('that says "cannot be placed" takes the text off the list and out of the cells', async () => {
    await take(MIX)
    await decide('parsons', { kind: 'unplaceable' })
    expect(await countOf(road, `cases where place_key = 'parsons' and unplaced = 'not-found'`)).toBe(3)
    expect(await placedAt('parsons', 'true')).toBe(0)
    expect(await group('parsons')).toBeUndefined()
  })

  test('that names an area counts in no cell of a street', async () => {
    await take(MIX)
    await decide('gaff', { ...HERE, level: 'area', radiusM: 1500 })
    expect(await countOf(road, `cases where place_key = 'gaff' and unplaced = 'too-coarse'`)).toBe(7)
  })

  test('taken twice at once leaves one in force', async () => {
    await take(MIX)
    const both = await Promise.all([HERE, THERE].map((decision) => post({ key: 'gaff', invented: true, decision })))
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    const [kept] = await placeDecisions(road.knex)
    expect(testGround().decisions.invented.get('gaff')).toEqual(kept?.decision)
    expect(await placedAt('gaff', 'p.lat = ?', [kept?.decision.kind === 'place' ? kept.decision.lat : 0])).toBe(7)
  })
})

describe('a home', () => {
  const homes: Attendance[] = [{ text: 'the gaff', times: 2 }, { text: 'the gaff', placeType: OWN_HOME, times: 3 }]

  test('stays a home, whatever is decided for others who say the same, now and later', async () => {
    await take(homes)
    const before = (await placings()).filter((line) => / home /.test(line))
    expect(before).toHaveLength(3)
    expect(await decide('gaff', HERE)).toEqual({ key: 'gaff', moved: 2, homes: 3, surer: 0 })
    await take(homes, { month: '2025-04' })
    expect(await countOf(road, `cases where place_key = 'gaff' and unplaced = 'home'`)).toBe(6)
    expect(await countOf(road, `cases c join case_places p on p.case_id = c.id and p.superseded_at is null where c.place_type = 'own-home' and p.level <> 'home'`)).toBe(0)
    expect((await placings()).filter((line) => / home /.test(line)).slice(0, 3)).toEqual(before)
  })

  test('by decision is an area, in the cases and in the decision itself', async () => {
    await take(homes)
    await decide('gaff', { ...HERE, level: 'home', label: 'Bob' })
    const [kept] = await placeDecisions(road.knex)
    expect(kept?.decision).toMatchObject({ level: 'home', label: "somebody's home", radiusM: 600 })
    expect(kept?.decision).not.toMatchObject({ lat: HERE.lat })
    expect(await placedAt('gaff', `p.level = 'home' and p.lat <> ? and i.unplaced = 'home'`, [HERE.lat])).toBe(2)
    // Taken back, those that only the decision had made homes are none any more.
    expect(await decide('gaff', null)).toEqual({ key: 'gaff', moved: 2, homes: 3, surer: 0 })
    expect(await countOf(road, `cases where place_key = 'gaff' and unplaced = 'not-found'`)).toBe(2)
  })
})

describe('a postcode in a column of its own', () => {
  const jobs = (month: string, postcodes: string[]): string =>
    cad(postcodes.map((postcode, i) => ({ incident_no: `${month}${i}`, call_connect_ts: `${month}-0${i + 1} 22:50:12`, easting: '', northing: '', address_text: 'on Church Road', postcode })))
  const takeJobs = async (month: string, postcodes: string[]): Promise<void> => {
    const { status, text } = await road.upload(jobs(month, postcodes), `profile=ambulance-cad&file=${month}.csv`)
    if (status !== 201) throw new Error(text)
  }
  /** A postcode on a Church Road, which the words alone would never find. */
  const onChurchRoad = (): string => {
    const { geocode } = testGround().ground.geocoders.invented
    const entry = referenceData().gazetteers.invented.find(({ kind, name }) => kind === 'postcode' && isSure(geocode('Church Road', { postcode: name })))
    return entry?.name ?? ''
  }

  test('says more than the words: a decision about them does not reach its case, now or later', async () => {
    const postcode = onChurchRoad()
    await takeJobs('2025-03', [postcode, '', ''])
    const sure = (await placings())[0]
    expect(await group('church road')).toMatchObject({ cases: 2, alike: 2, outcome: 'ambiguous-place' })
    expect(await decide('church road', HERE)).toEqual({ key: 'church road', moved: 2, homes: 0, surer: 1 })
    expect((await placings())[0]).toBe(sure)
    await takeJobs('2025-04', [postcode, ''])
    expect(await placedAt('church road', 'p.lat = ?', [HERE.lat])).toBe(3)
    expect(await decide('church road', null)).toEqual({ key: 'church road', moved: 3, homes: 0, surer: 2 })
    expect((await placings())[0]).toBe(sure)
  })
})

describe('invented and real texts', () => {
  test('never touch one another', async () => {
    await take(MIX)
    await take([{ text: 'The Gaff', times: 4 }], { site: 'RQ999' })
    const all = await placings()
    expect(await decide('gaff', HERE)).toMatchObject({ moved: 7 })
    const real = (await road.get<PlaceReview>('/api/places/review')).json
    expect(real).toMatchObject({ invented: false, texts: 1, cases: 4 })
    expect(await decide('gaff', THERE, false)).toMatchObject({ moved: 4 })
    expect(await placedAt('gaff', 'p.lat = ?', [HERE.lat])).toBe(7)
    expect(await placedAt('gaff', 'p.lat = ?', [THERE.lat])).toBe(4)
    await decide('gaff', null, false)
    await decide('gaff', null)
    expect(await placings()).toEqual(all)
  })
})

describe('what cannot be decided is refused, and nothing has changed', () => {
  test.each<[string, object, number, RegExp]>([
    ['words nobody says', { key: 'nobody says this', decision: HERE }, 404, /does not exist/],
    ['a venue of five kilometres', { decision: { ...HERE, radiusM: 5000 } }, 422, /2000 m wide at most/],
    ['a level that only coordinates have', { decision: { ...HERE, level: 'exact' } }, 400, /decision\.level/],
    ['a name of a person', { decision: { ...HERE, label: 'John Smith, 07700 900123' } }, 422, /looks like the name|Nothing was changed/],
    ['off the globe', { decision: { ...HERE, lat: 151 } }, 400, /decision\.lat/],
    ['no such kind', { decision: { kind: 'maybe' } }, 400, /decision\.kind/],
  ])('%s', async (_name, wanted, status, detail) => {
    await take(MIX)
    const before = await placings()
    const answer = await post<ProblemDocument>({ key: 'gaff', invented: true, ...wanted })
    expect([answer.status, answer.json.detail]).toEqual([status, expect.stringMatching(detail)])
    expect(await placings()).toEqual(before)
    expect(await countOf(road, 'place_decisions')).toBe(0)
    expect(testGround().decisions.invented.size).toBe(0)
  })

  test('while a file is going in', async () => {
    await take(MIX)
    const going = road.upload(istvText(Array.from({ length: 400 }, (_, i) => ({ text: `the gaff ${i}` })), { month: '2025-05' }), 'profile=istv&file=long.csv')
    while (!road.services.ingest.busy()) await new Promise((resolve) => setTimeout(resolve, 1))
    const answer = await post<ProblemDocument>({ key: 'gaff', invented: true, decision: HERE })
    expect([answer.status, answer.json.type]).toEqual([503, '/problems/busy'])
    expect((await going).status).toBe(201)
    expect(await decide('gaff', HERE)).toMatchObject({ moved: 7 })
  })
})

describe('looking a place up', () => {
  const search = async (q: string) => (await road.get<PlaceSearch>(`/api/places/search?invented=true&q=${encodeURIComponent(q)}`)).json.results

  test('by name, forgiving a slip', async () => {
    for (const q of ['Saffron Waldon', 'parsons braintree', 'Parsns Braintree']) {
      const results = await search(q)
      expect(results.length).toBeGreaterThan(0)
      expect(results.length).toBeLessThanOrEqual(8)
      expect(results[0]?.label).toMatch(/Saffron Walden|Parsons, Braintree/)
    }
    expect(await search('qqqqxxxx')).toEqual([])
  })

  test.each([['51.7357, 0.4695'], ['51.7357 0.4695'], ['570600 206900'], ['TL 706 069'], ['tl7060006900']])('by coordinates: %s', async (q) => {
    const [result, ...others] = await search(q)
    expect(others).toEqual([])
    expect(result).toMatchObject({ kind: 'point', near: 'Chelmsford' })
    expect(Math.abs((result?.lat ?? 0) - 51.7357)).toBeLessThan(0.003)
    expect(Math.abs((result?.lng ?? 0) - 0.4695)).toBeLessThan(0.003)
  })
})

describe('how right the geocoder is', () => {
  const accuracy = async () => (await road.get<PlaceAccuracy>('/api/places/accuracy?invented=true')).json

  test('is not said of a handful of decisions', async () => {
    await take(MIX)
    await decide('gaff', HERE)
    await decide('parsons', { kind: 'unplaceable' })
    expect(await accuracy()).toMatchObject({ decisions: 1, silent: 1, enough: false, sentence: expect.stringMatching(/^One decision .* too few to say/), levels: [], bins: [] })
  })

  test('is measured against what it says by itself, not against what it was taught', async () => {
    const streets = testGround().ground.geocoders.invented
    const texts = ['Parsons', 'Greenmart', 'QuickStop', 'Costless', 'Pizza Fiesta', 'Fairway Supermarket', 'High Street', 'Station Road', 'Church Road', 'Church Street', 'Mill Lane',
      'New Road', 'London Road', 'The Street', 'School Lane', 'Park Road', 'Queens Road', 'Kings Road', 'Victoria Road', 'Chelmsford', 'Colchester', 'Harlow', 'Braintree', 'Grays']
    await take(texts.map((text) => ({ text })))
    const { groups } = await review('&limit=100')
    const known = groups.filter(({ candidates: [best] }) => best !== undefined)
    expect(known.length).toBeGreaterThanOrEqual(20)
    for (const [i, { key, candidates: [best] }] of known.entries()) {
      if (!best) continue
      const { label, lng, radiusM } = best
      // Every third one is wrong by far; the others are right.
      await decide(key, { kind: 'place', label, lat: best.lat + (i % 3 === 0 ? 0.2 : 0), lng, radiusM, level: 'area' })
    }
    expect(streets.geocode('Parsons').stage).toBe('taught')
    const { enough, decisions, levels, bins, sentence } = await accuracy()
    expect({ enough, decisions }).toEqual({ enough: true, decisions: known.length })
    const right = known.length - Math.ceil(known.length / 3)
    for (const shares of [levels, bins]) {
      expect(shares.reduce((sum, { n }) => sum + n, 0)).toBe(known.length)
      expect(shares.reduce((sum, one) => sum + one.right, 0)).toBe(right)
    }
    for (const { from, to, stated } of bins) expect(stated >= from && stated <= to).toBe(true)
    expect(sentence).toContain(`right for ${right} of them`)
  })
})
