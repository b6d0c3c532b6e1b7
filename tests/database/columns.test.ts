// Columns in memory against SQL, which joins and counts by itself: the same question has the same counts and the same reasons.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readGround } from '../../scripts/demo/ground.ts'
import { fillIn, harmFor } from '../../server/analysis/completeQuery.ts'
import { createColumnStore } from '../../server/analysis/columnStore.ts'
import { countCells } from '../../server/analysis/countCells.ts'
import { bytesOf } from '../../server/analysis/columns.ts'
import type { Columns } from '../../server/analysis/columns.ts'
import { planeOf } from '../../server/analysis/area.ts'
import { createIncidentColumns } from '../../server/analysis/runAnalysis.ts'
import { select } from '../../server/analysis/select.ts'
import type { Selection } from '../../server/analysis/select.ts'
import { ASKED_AGE_BANDS, ASKED_METHODS, ASKED_PLACE_TYPES, WEEKDAYS } from '../../server/contract/query.ts'
import type { Query, QueryInput } from '../../server/contract/query.ts'
import { CATEGORIES, DAY_PARTS, SOURCES } from '../../server/contract/vocabulary.ts'
import type { Category, ExcludedKind } from '../../server/contract/vocabulary.ts'
import { demoFiles } from '../../server/demo/demoFiles.ts'
import { createHarmWeights } from '../../server/domain/harm.ts'
import type { InForce } from '../../server/domain/incident.ts'
import { countsBySql } from '../../server/store/countsBySql.ts'
import { incidentsOf, inForce } from '../../server/store/incidents.ts'
import { whatIsAsked } from '../../server/store/migrations/0003-what-is-asked.ts'
import { decisionsDigest } from '../../server/store/placeDecisions.ts'
import { extract, istv } from '../support/feeds.ts'
import { geoData } from '../support/ground.ts'
import { countyTexts } from '../support/policeUk.ts'
import { openRoad, type Road } from '../support/road.ts'

const { studyArea } = geoData
const cells9 = studyArea.cells(9)
const cells10 = studyArea.cells(10)
const harm = createHarmWeights([{ code: '8N', title: 'ABH', days: 10 }, { code: '5D', title: 'GBH', days: 1460.5 }, { code: '105A', title: 'Common assault', days: 1 }], 'test')

let road: Road
let data: InForce[]
let columns: Columns[]

/** Everything a clock and a period can do to a range: over midnight, months, both changes of the clock, years; and offences without weight. */
const EDGES = [
  ['2023-10-29 00:10:00', '2023-10-29 03:05:00'], ['2023-10-28 22:00:00', '2023-10-29 06:30:00'], ['2023-10-29 01:10:00', '2023-10-29 01:50:00'],
  ['2023-10-31 23:30:00', '2023-11-01 00:30:00'], ['2023-09-30 20:00:00', '2023-10-01 07:15:00'], ['2023-10-05 06:00:00', '2023-10-06 05:59:00'],
  ['2023-10-05 05:30:00', '2023-10-05 06:30:00'], ['2023-10-02 09:00:00', '2023-10-09 09:00:00'], ['2023-10-02 09:00:00', '2023-10-09 12:00:00'],
  ['2021-01-01 00:00:00', '2023-10-20 00:00:00'], ['2023-03-26 00:30:00', '2023-03-26 02:30:00'], ['2023-10-20 21:15:20', '2023-10-20 23:45:50'],
  ['2023-11-03 21:00:00', '2023-11-04 04:00:00'], ['2023-10-26 12:00:00', '2023-11-02 12:00:00'], ['2023-10-15 00:00:00', '2023-10-17 00:00:00'],
] as const

beforeAll(async () => {
  road = await openRoad()
  const send = async (profile: string, text: string) => {
    const { status, text: said } = await road.upload(text, `profile=${profile}&file=${profile}.csv`)
    if (status !== 201) throw new Error(said)
  }
  for (const { profile, text } of demoFiles({ seed: 7, from: '2023-10', months: 2, incidents: 900, files: 'month' }, readGround())) await send(profile, text)
  for (const text of countyTexts({ firstMonth: '2023-08', months: 2, rows: 600 })) await road.take(text)
  await send('police-extract', extract(EDGES.flatMap(([committed_from, committed_to], i) =>
    ['8N', '5D', '105A', '8P'].map((ho_class) => ({ force: 'Edge Police (invented)', crime_no: `${ho_class}/${i}`, committed_from, committed_to, reported_ts: '2023-12-01 12:00:00', ho_class })))))
  const { knex } = road
  data = await inForce(knex)
  columns = await createIncidentColumns({ knex, studyArea }).columnsOf(data, await decisionsDigest(knex), { points: true, candidates: true })
}, 240_000)
afterAll(() => road.close())

const some = <T extends string>(words: readonly T[]) => fc.option(fc.uniqueArray(fc.constantFrom(...words), { minLength: 1 }), { nil: undefined })
const hour = fc.integer({ min: 0, max: 24 })
const day = fc.integer({ min: 0, max: 150 }).map((n) => new Date(Date.UTC(2023, 6, 20) + n * 86_400_000).toISOString().slice(0, 10))
const questions = fc.record({
  sources: some(SOURCES),
  categories: fc.oneof(fc.constant(undefined), fc.constant<Category[] | undefined>([...CATEGORIES]), fc.uniqueArray(fc.constantFrom(...CATEGORIES), { minLength: 1 })),
  period: fc.option(fc.tuple(day, day).filter(([a, b]) => a !== b).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })), { nil: undefined }),
  dayParts: fc.option(fc.uniqueArray(fc.constantFrom(...DAY_PARTS), { minLength: 2 }), { nil: undefined, freq: 1 }),
  weekHours: fc.option(fc.array(fc.record({ days: some(WEEKDAYS), from: hour, to: hour }), { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 2 }),
  methods: some(ASKED_METHODS),
  placeTypes: some(ASKED_PLACE_TYPES),
  ageBands: some(ASKED_AGE_BANDS),
  measure: fc.constantFrom('count' as const, 'count' as const, 'harm' as const),
  weighting: fc.constantFrom('whole' as const, 'fractional' as const),
  operationalDays: fc.boolean(),
})
const complete = (input: QueryInput): Query | null => {
  try {
    return fillIn(input, { sources: SOURCES, period: { from: '2023-01-01', to: '2024-01-01' } })
  } catch {
    return null // no hour is left: refused, and tested elsewhere
  }
}

const near = (told: number, wanted: number, what: string) => expect(Math.abs(told - wanted), `${what}: ${told} in memory, ${wanted} by SQL`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)))
const asked = (query: Query, resolution: 9 | 10, cells: Columns[] = columns): Selection =>
  select(cells, query, { cells: cells9.length, resolution, harm: query.measure === 'harm' ? harm : null, points: true })

const reasonsSeen = new Set<ExcludedKind>()
const sameAsSql = async (query: Query, resolution: 9 | 10): Promise<void> => {
  const ours = asked(query, resolution)
  const sql = await countsBySql(road.knex, query, { ingests: [...new Set(data.map((d) => d.ingestId))], has: studyArea.has, resolution, harm: query.measure === 'harm' ? harm : null })
  const names = resolution === 10 ? cells10 : cells9
  const left = new Map(sql.counts)
  for (const [row, count] of ours.counts.entries()) {
    const cell = names[row] ?? ''
    if (count === 0 && !left.has(cell)) continue
    near(count, left.get(cell) ?? 0, cell)
    left.delete(cell)
  }
  expect([...left]).toEqual([])
  near(ours.incidents, sql.incidents, 'incidents')
  for (const { kind } of ours.excluded) reasonsSeen.add(kind)
  const reasons = new Set([...ours.excluded, ...sql.excluded].map(({ kind }) => kind))
  for (const kind of reasons) {
    const count = (list: typeof sql.excluded) => list.find((e) => e.kind === kind)?.count ?? 0
    near(count(ours.excluded), count(sql.excluded), kind)
  }
}

test('random questions have the same counts and reasons as by SQL, whole and by shares, in incidents and in harm', async () => {
  let placed = 0
  await fc.assert(fc.asyncProperty(questions, fc.constantFrom(9 as const, 9 as const, 10 as const), async (input, resolution) => {
    const query = complete(input)
    if (!query) return
    await sameAsSql(query, resolution)
    placed += asked(query, resolution).incidents
  }), { numRuns: 120, seed: 4 })
  expect(placed).toBeGreaterThan(2000)
  expect([...reasonsSeen]).toEqual(expect.arrayContaining([
    'not-found', 'ambiguous-place', 'too-coarse', 'home', 'no-time-of-day', 'cut-by-period', 'not-said', 'other-hours', 'place-unsure', 'finer-than-known', 'no-offence-code', 'no-harm-weight',
  ] satisfies ExcludedKind[]))
}, 300_000)

test.each<QueryInput>([
  {}, { weighting: 'fractional' }, { measure: 'harm', categories: [...CATEGORIES] }, { dayParts: ['night'] }, { dayParts: ['night'], weighting: 'fractional' },
  { weekHours: [{ days: ['fri', 'sat'], from: 20, to: 4 }], weighting: 'fractional', operationalDays: true },
  { period: { from: '2023-10-29', to: '2023-10-30' }, weighting: 'fractional', categories: [...CATEGORIES] },
  { period: { from: '2023-10-10', to: '2023-11-10' }, operationalDays: true, dayParts: ['night', 'evening'] },
])('and so has %j', async (input) => {
  for (const resolution of [9, 10] as const) await sameAsSql(complete(input)!, resolution)
})

test('counting without a list of incidents gives the same', () => {
  fc.assert(fc.property(questions, (input) => {
    const query = complete({ ...input, weighting: 'whole', measure: 'count' })
    if (!query) return
    const [list, counts] = [asked(query, 9), countCells(columns, query, cells9.length)]
    expect([...counts.counts]).toEqual([...list.counts])
    expect([counts.excluded, counts.snapPoints]).toEqual([list.excluded, list.snapPoints])
  }), { numRuns: 60, seed: 5 })
})

test('shares of an incident are never more than one, and what is left of it is told', () => {
  const whole = asked(complete({ categories: [...CATEGORIES] })!, 9)
  const shared = asked(complete({ categories: [...CATEGORIES], weighting: 'fractional' })!, 9)
  const sums = new Map<number, number>()
  for (const [i, incident] of shared.events.incident.entries()) sums.set(incident, (sums.get(incident) ?? 0) + shared.events.weight[i]!)
  expect(Math.max(...sums.values())).toBeLessThanOrEqual(1 + 1e-6)
  expect(shared.events.cell.length).toBeGreaterThan(sums.size) // some places have several candidates
  const all = ({ incidents, excluded }: Selection) => incidents + excluded.reduce((sum, { count }) => sum + count, 0)
  expect(all(shared)).toBeCloseTo(all(whole), 6)
})

test('harm names its weights, and whose incidents have none', () => {
  const { harm: told, excluded, events, counts } = asked(complete({ measure: 'harm' })!, 9)
  expect(told).toMatchObject({ version: 'test', withoutWeight: expect.arrayContaining([{ code: '8P', count: expect.any(Number) }]) })
  expect(told!.withoutCode.flatMap(({ sources }) => sources)).toEqual(expect.arrayContaining(['ambulance', 'emergency-department']))
  const noCode = excluded.find(({ kind }) => kind === 'no-offence-code')!.count
  expect(noCode).toBe(told!.withoutCode.reduce((sum, { count }) => sum + count, 0))
  expect(events.harm.reduce((sum, days) => sum + days, 0)).toBeCloseTo(counts.reduce((sum, days) => sum + days, 0), 2)
  expect(() => select(columns, complete({ measure: 'harm' })!, { cells: cells9.length })).toThrow('without weights')
})

test('points are those of the best place, in metres about the middle of the area', async () => {
  const { events } = asked(complete({ sources: ['ambulance'] })!, 9)
  const { rows } = await road.knex.raw<{ rows: { lat: number; lng: number }[] }>(
    `select p.lat, p.lng from incidents i join case_places p on p.case_id = i.id and p.ordinal = 0 where i.superseded_at is null and i.unplaced is null and 'ambulance' = any (i.sources)`)
  const plane = planeOf(studyArea.bbox)
  const said = (list: (readonly [number, number])[]) => list.map(([x, y]) => `${Math.round(x * 10)} ${Math.round(y * 10)}`).toSorted()
  const [ours, theirs] = [said([...events.x].map((x, i) => [x, events.y[i]!] as const)), said(rows.map(({ lat, lng }) => plane(lat, lng)))]
  expect(ours.length).toBe(theirs.length)
  expect(ours.filter((point, i) => point !== theirs[i]).length).toBeLessThan(ours.length / 20) // 4-byte floats, rounded to 10 cm
})

test('the base of the columns takes at most twelve bytes an incident, the tables of small ingests apart', async () => {
  const base = await createIncidentColumns({ knex: road.knex, studyArea }).columnsOf(data, await decisionsDigest(road.knex))
  const rows = base.reduce((sum, { n }) => sum + n, 0)
  const bytes = base.reduce((sum, c) => sum + bytesOf(c) - c.starts.byteLength, 0)
  expect(bytes / rows).toBeLessThanOrEqual(12)
  expect(base.every(({ points, candidates }) => points === null && candidates === null)).toBe(true)
})

test('a run takes hours of the week as it takes parts of the day, and refuses what it cannot tell', async () => {
  const { json: night } = await road.run({ dayParts: ['night'] })
  const { json: same } = await road.run({ weekHours: [{ from: 22, to: 2 }, { from: 2, to: 6 }] })
  expect([same.id, same.query.dayParts, same.query.weekHours]).toEqual([night.id, ['night'], [{ days: [...WEEKDAYS], from: 22, to: 6 }]])
  const { json: weekend } = await road.run({ weekHours: [{ days: ['fri', 'sat'], from: 20, to: 4 }], methods: ['fist', 'foot'], ageBands: ['18–24'] })
  expect(weekend.incidents).toBe(asked(complete({ ...weekend.query })!, 9).incidents)
  expect(weekend.incidents).toBeGreaterThan(0)
  const refused = async (body: object) => {
    const { status, json } = await road.run(body)
    return [status, ...Object.values(json as unknown as { type: string; field?: string }).filter((value) => typeof value === 'string')].join(' ')
  }
  expect(await refused({ weekHours: [{ from: 8, to: 10 }], dayParts: ['night'] })).toMatch(/^422 \/problems\/no-hours .*weekHours/)
  expect(await refused({ measure: 'harm' })).toMatch(/^422 \/problems\/whole-incidents .*measure/)
  expect(await refused({ weighting: 'fractional' })).toMatch(/^422 \/problems\/whole-incidents .*weighting/)
  expect(await refused({ weekHours: [{ from: 25 }] })).toMatch(/^400 .*weekHours/)
  expect(await refused({ methods: ['axe'] })).toMatch(/^400 .*methods/)
  expect(() => harmFor({ measure: 'harm' }, null)).toThrow('harm-weights.csv')
})

test('a new file is read and nothing else is; days that it replaces leave', async () => {
  const { knex } = road
  const read: number[] = []
  const store = createColumnStore({
    studyArea, decisions: () => decisionsDigest(knex),
    read: (ingestId, candidates) => {
      read.push(ingestId)
      return incidentsOf(knex, ingestId, candidates)
    },
  })
  const look = async () => {
    const now = await inForce(knex)
    const found = await store.columnsOf(now, await decisionsDigest(knex))
    return { now, rows: found.reduce((sum, { n }) => sum + n, 0), read: read.splice(0) }
  }
  const first = await look()
  expect(new Set(first.read)).toEqual(new Set(first.now.map((d) => d.ingestId)))
  expect((await look()).read).toEqual([])
  const days = (d: string) => ({ site: 'XH102', from: '01/02/2024', to: '29/02/2024', arrival: `${d}/02/2024 23:47`, assault: `${d}/02/2024 22:41`, text: 'High Street Chelmsford' })
  const { json: old } = await road.upload(istv(['03', '10', '20'].map(days)), 'profile=istv&file=a.csv')
  const second = await look()
  expect([second.read, second.rows - first.rows]).toEqual([[Number(old.id)], 3])
  const { json: newer } = await road.upload(istv([{ ...days('11'), from: '08/02/2024', to: '12/02/2024' }]), 'profile=istv&file=b.csv')
  const third = await look()
  expect([new Set(third.read), third.rows - first.rows]).toEqual([new Set([Number(old.id), Number(newer.id)]), 3])
  expect(await store.columnsOf(third.now, 'another digest').catch((error: Error) => error.constructor.name)).toBe('DataMoved')
})

test('the migration lends incidents what their cases said', async () => {
  const { knex } = road
  const lent = async () => (await knex.raw<{ rows: { age_band: string; offence_code: string | null; n: string }[] }>(
    'select age_band, offence_code, count(*) as n from incidents group by 1, 2 order by 1, 2')).rows
  const before = await lent()
  expect(before.length).toBeGreaterThan(10)
  await whatIsAsked.down(knex)
  await whatIsAsked.up(knex)
  expect(await lent()).toEqual(before)
})
