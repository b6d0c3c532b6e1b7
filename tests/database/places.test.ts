import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PlaceLedger, PlaceReview } from '../../server/contract/places.ts'
import { isSure } from '../../server/geocode/geocoder.ts'
import { decisionsDigest, placeDecisions } from '../../server/store/placeDecisions.ts'
import { cad } from '../support/feeds.ts'
import { referenceData, testGround } from '../support/ground.ts'
import { OWN_HOME, type Attendance } from '../support/placeTexts.ts'
import { countOf, openRoad, type Road } from '../support/road.ts'
import { emptied, HERE, THERE, MIX, placesOn } from '../support/placesRoad.ts'

// One database for all of them: each test finds it empty, and nothing taught.
let road: Road
let places: ReturnType<typeof placesOn>
beforeAll(async () => {
  road = await openRoad()
  places = placesOn(road)
})
afterAll(() => road.close())
beforeEach(() => emptied(road))

describe('a decision', () => {
  test('places every case with like words, and the incidents that they founded; others stay', async () => {
    await places.take(MIX)
    const before = await places.placings()
    const version = await places.dataVersion()
    expect(await places.decide('gaff', HERE)).toEqual({ key: 'gaff', moved: 7, homes: 0, surer: 0 })
    expect(await places.placedAt('gaff', `p.lat = ? and p.lng = ? and p.level = 'venue' and p.label = ? and p.probability = 1 and c.unplaced is null and i.unplaced is null and i.cell = p.cell and i.place_level = 'venue'`, [HERE.lat, HERE.lng, HERE.label])).toBe(7)
    const changed = (await places.placings()).filter((line, i) => line !== before[i])
    expect(changed).toHaveLength(7)
    expect(changed.every((line) => line.includes('gaff'))).toBe(true)
    expect(await places.group('gaff')).toBeUndefined()
    expect(await places.dataVersion()).not.toBe(version)
    const { decisions } = (await road.get<PlaceLedger>('/api/places/decisions')).json
    expect(decisions).toEqual([{ key: 'gaff', invented: true, example: 'the gaff', decision: HERE, cases: 7, decidedAt: expect.stringMatching(/^\d{4}-.*Z$/) }])
  })

  test('counts in the next run, and not in the one before', async () => {
    await places.take(MIX)
    const first = await road.run({})
    expect(await places.decide('gaff', HERE)).toMatchObject({ moved: 7 })
    const second = await road.run({})
    expect(second.json.id).not.toBe(first.json.id)
    expect(second.json.dataVersion).toBe(await places.dataVersion())
    expect(second.json.incidents - first.json.incidents).toBe(7)
    expect((await road.get(`/api/runs/${first.json.id}`)).text).toBe(first.text)
    await places.decide('gaff', null)
    expect((await road.run({})).json.id).toBe(first.json.id)
  })

  test('is known to every file that comes later', async () => {
    await places.take(MIX)
    await places.decide('gaff', HERE)
    await places.take([{ text: 'outside the gaff', times: 5 }], { month: '2025-04' })
    expect(await places.placedAt('gaff', 'p.lat = ?', [HERE.lat])).toBe(12)
    const kept = await placeDecisions(road.knex)
    expect(new Map(kept.map(({ key, decision }) => [key, decision]))).toEqual(testGround().decisions.invented)
  })

  test('gives way to a later one; the earlier stays in the records', async () => {
    await places.take(MIX)
    await places.decide('gaff', HERE)
    const versions = [await places.dataVersion()]
    expect(await places.decide('gaff', THERE)).toMatchObject({ moved: 7 })
    versions.push(await places.dataVersion())
    expect(await places.placedAt('gaff', 'p.lat = ?', [THERE.lat])).toBe(7)
    expect(await places.placedAt('gaff', 'p.lat = ?', [HERE.lat])).toBe(0)
    expect(await countOf(road, `place_decisions where superseded_at is null`)).toBe(1)
    expect(await countOf(road, `place_decisions`)).toBe(2)
    expect(await countOf(road, `case_places p join cases c on c.id = p.case_id where c.place_key = 'gaff' and p.superseded_at is not null and p.ordinal < 0 and p.lat = ?`, [HERE.lat])).toBe(7)
    expect(new Set(versions).size).toBe(2)
  })

  test('taken back, what the geocoder says holds again, to the letter', async () => {
    await places.take(MIX)
    const before = await places.placings()
    const version = await places.dataVersion()
    for (const key of ['gaff', 'parsons', 'chelmsford']) {
      await places.decide(key, HERE)
      await places.decide(key, THERE)
      await places.decide(key, { kind: 'unplaceable' })
      expect(await places.decide(key, null)).toMatchObject({ key })
    }
    expect(await places.placings()).toEqual(before)
    expect(await places.dataVersion()).toBe(version)
    expect(await decisionsDigest(road.knex)).toBe('')
    expect(testGround().decisions.invented.size).toBe(0)
    expect((await places.review()).texts).toBe(3)
  })

  test('that says "cannot be placed" takes the text off the list and out of the cells', async () => {
    await places.take(MIX)
    await places.decide('parsons', { kind: 'unplaceable' })
    expect(await countOf(road, `cases where place_key = 'parsons' and unplaced = 'not-found'`)).toBe(3)
    expect(await places.placedAt('parsons', 'true')).toBe(0)
    expect(await places.group('parsons')).toBeUndefined()
  })

  test('that names an area counts in no cell of a street', async () => {
    await places.take(MIX)
    await places.decide('gaff', { ...HERE, level: 'area', radiusM: 1500 })
    expect(await countOf(road, `cases where place_key = 'gaff' and unplaced = 'too-coarse'`)).toBe(7)
  })

  test('taken twice at once leaves one in force', async () => {
    await places.take(MIX)
    const both = await Promise.all([HERE, THERE].map((decision) => places.post({ key: 'gaff', invented: true, decision })))
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    const [kept] = await placeDecisions(road.knex)
    expect(testGround().decisions.invented.get('gaff')).toEqual(kept?.decision)
    expect(await places.placedAt('gaff', 'p.lat = ?', [kept?.decision.kind === 'place' ? kept.decision.lat : 0])).toBe(7)
  })
})

describe('a home', () => {
  const homes: Attendance[] = [{ text: 'the gaff', times: 2 }, { text: 'the gaff', placeType: OWN_HOME, times: 3 }]

  test('stays a home, whatever is decided for others who say the same, now and later', async () => {
    await places.take(homes)
    const before = (await places.placings()).filter((line) => / home /.test(line))
    expect(before).toHaveLength(3)
    expect(await places.decide('gaff', HERE)).toEqual({ key: 'gaff', moved: 2, homes: 3, surer: 0 })
    await places.take(homes, { month: '2025-04' })
    expect(await countOf(road, `cases where place_key = 'gaff' and unplaced = 'home'`)).toBe(6)
    expect(await countOf(road, `cases c join case_places p on p.case_id = c.id and p.superseded_at is null where c.place_type = 'own-home' and p.level <> 'home'`)).toBe(0)
    expect((await places.placings()).filter((line) => / home /.test(line)).slice(0, 3)).toEqual(before)
  })

  test('by decision is an area, in the cases and in the decision itself', async () => {
    await places.take(homes)
    await places.decide('gaff', { ...HERE, level: 'home', label: 'Bob' })
    const [kept] = await placeDecisions(road.knex)
    expect(kept?.decision).toMatchObject({ level: 'home', label: "somebody's home", radiusM: 600 })
    expect(kept?.decision).not.toMatchObject({ lat: HERE.lat })
    expect(await places.placedAt('gaff', `p.level = 'home' and p.lat <> ? and i.unplaced = 'home'`, [HERE.lat])).toBe(2)
    // Taken back, those that only the decision had made homes are none any more.
    expect(await places.decide('gaff', null)).toEqual({ key: 'gaff', moved: 2, homes: 3, surer: 0 })
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
    const sure = (await places.placings())[0]
    expect(await places.group('church road')).toMatchObject({ cases: 2, alike: 2, outcome: 'ambiguous-place' })
    expect(await places.decide('church road', HERE)).toEqual({ key: 'church road', moved: 2, homes: 0, surer: 1 })
    expect((await places.placings())[0]).toBe(sure)
    await takeJobs('2025-04', [postcode, ''])
    expect(await places.placedAt('church road', 'p.lat = ?', [HERE.lat])).toBe(3)
    expect(await places.decide('church road', null)).toEqual({ key: 'church road', moved: 3, homes: 0, surer: 2 })
    expect((await places.placings())[0]).toBe(sure)
  })
})

describe('invented and real texts', () => {
  test('never touch one another', async () => {
    // A hospital that is not of the demo county: its code is told by the profile.
    const istv = road.services.profiles.named('istv')
    road.services.profiles.add({ ...istv, sites: { RQ999: 'Riverside Hospital' } })
    await places.take(MIX)
    await places.take([{ text: 'The Gaff', times: 4 }], { site: 'RQ999' })
    road.services.profiles.add(istv)
    const all = await places.placings()
    expect(await places.decide('gaff', HERE)).toMatchObject({ moved: 7 })
    const real = (await road.get<PlaceReview>('/api/places/review')).json
    expect(real).toMatchObject({ invented: false, texts: 1, cases: 4 })
    expect(await places.decide('gaff', THERE, false)).toMatchObject({ moved: 4 })
    expect(await places.placedAt('gaff', 'p.lat = ?', [HERE.lat])).toBe(7)
    expect(await places.placedAt('gaff', 'p.lat = ?', [THERE.lat])).toBe(4)
    await places.decide('gaff', null, false)
    await places.decide('gaff', null)
    expect(await places.placings()).toEqual(all)
  })
})

