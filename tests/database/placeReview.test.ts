import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PlaceAccuracy, PlaceReview, PlaceSearch } from '../../server/contract/places.ts'
import { testGround } from '../support/ground.ts'
import { istvText } from '../support/placeTexts.ts'
import { countOf, openRoad, type ProblemDocument, type Road } from '../support/road.ts'
import { emptied, HERE, MIX, placesOn } from '../support/placesRoad.ts'

// One database for all of them: each test finds it empty, and nothing taught.
let road: Road
let places: ReturnType<typeof placesOn>
beforeAll(async () => {
  road = await openRoad()
  places = placesOn(road)
})
afterAll(() => road.close())
beforeEach(() => emptied(road))

describe('what waits', () => {
  test('like texts stand together, most frequent first, with what the geocoder makes of them', async () => {
    await places.take(MIX)
    const { invented, texts, cases, groups, next } = await places.review()
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
    await places.take(Array.from({ length: 7 }, (_, i) => ({ text: `zzqk${'abcdefg'[i]}`, times: 1 + (i % 3) })))
    const keys: string[] = []
    let after = ''
    for (let page = 0; page < 9; page++) {
      const { groups, next, texts, cases } = await places.review(`&limit=2${after && `&after=${encodeURIComponent(after)}`}`)
      expect({ texts, cases }).toEqual(groups.length > 0 ? { texts: 7, cases: 13 } : { texts: 0, cases: 0 })
      keys.push(...groups.map(({ key }) => key))
      if (next === null) break
      after = next
    }
    expect(keys).toEqual(['zzqkc', 'zzqkf', 'zzqkb', 'zzqke', 'zzqka', 'zzqkd', 'zzqkg'])
    expect((await places.review('&outcome=too-coarse')).groups).toEqual([])
    expect((await places.review('&outcome=not-found')).texts).toBe(7)
    expect((await road.get('/api/places/review?after=nonsense')).status).toBe(400)
  })

  test('with no data at all there is nothing to review', async () => {
    expect((await road.get<PlaceReview>('/api/places/review')).json).toEqual({ invented: false, texts: 0, cases: 0, groups: [], next: null })
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
    await places.take(MIX)
    const before = await places.placings()
    const answer = await places.post<ProblemDocument>({ key: 'gaff', invented: true, ...wanted })
    expect([answer.status, answer.json.detail]).toEqual([status, expect.stringMatching(detail)])
    expect(await places.placings()).toEqual(before)
    expect(await countOf(road, 'place_decisions')).toBe(0)
    expect(testGround().decisions.invented.size).toBe(0)
  })

  test('while a file is going in', async () => {
    await places.take(MIX)
    const going = road.upload(istvText(Array.from({ length: 400 }, (_, i) => ({ text: `the gaff ${i}` })), { month: '2025-05' }), 'profile=istv&file=long.csv')
    while (!road.services.ingest.busy()) await new Promise((resolve) => setTimeout(resolve, 1))
    const answer = await places.post<ProblemDocument>({ key: 'gaff', invented: true, decision: HERE })
    expect([answer.status, answer.json.type]).toEqual([503, '/problems/busy'])
    expect((await going).status).toBe(201)
    expect(await places.decide('gaff', HERE)).toMatchObject({ moved: 7 })
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
    await places.take(MIX)
    await places.decide('gaff', HERE)
    await places.decide('parsons', { kind: 'unplaceable' })
    expect(await accuracy()).toMatchObject({ decisions: 1, silent: 1, enough: false, sentence: expect.stringMatching(/^One decision .* too few to say/), levels: [], bins: [] })
  })

  test('is measured against what it says by itself, not against what it was taught', async () => {
    const streets = testGround().ground.geocoders.invented
    const texts = ['Parsons', 'Greenmart', 'QuickStop', 'Costless', 'Pizza Fiesta', 'Fairway Supermarket', 'High Street', 'Station Road', 'Church Road', 'Church Street', 'Mill Lane',
      'New Road', 'London Road', 'The Street', 'School Lane', 'Park Road', 'Queens Road', 'Kings Road', 'Victoria Road', 'Chelmsford', 'Colchester', 'Harlow', 'Braintree', 'Grays']
    await places.take(texts.map((text) => ({ text })))
    const { groups } = await places.review('&limit=100')
    const known = groups.filter(({ candidates: [best] }) => best !== undefined)
    expect(known.length).toBeGreaterThanOrEqual(20)
    for (const [i, { key, candidates: [best] }] of known.entries()) {
      if (!best) continue
      const { label, lng, radiusM } = best
      // Every third one is wrong by far; the others are right.
      await places.decide(key, { kind: 'place', label, lat: best.lat + (i % 3 === 0 ? 0.2 : 0), lng, radiusM, level: 'area' })
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
