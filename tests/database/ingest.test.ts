// The in-gate, over HTTP: every row accounted for, once, whatever is sent how often and in what order.
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { getResolution } from 'h3-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IngestReport } from '../../server/contract/ingest.ts'
import type { CellRow, Run } from '../../server/contract/results.ts'
import { cellFromBigint } from '../../server/domain/cell.ts'
import { nextMonth } from '../../server/domain/period.ts'
import { countyTexts, crimeId, fileText, geoData, offences, SNAKE_HEADER, SPOTS, type PoliceRow } from '../support/policeUk.ts'
import { countOf, openRoad, tablesDigest, type Road } from '../support/road.ts'

let road: Road
beforeAll(async () => {
  road = await openRoad()
})
afterAll(() => road.close())

/** A month that no other test has used. */
let used = 0
const freshMonth = () => `${1990 + Math.floor(used / 12)}-${String((used++ % 12) + 1).padStart(2, '0')}`

const balances = ({ rows }: IngestReport) => rows.accepted + rows.quarantined + rows.duplicate + rows.superseded

async function expectWhole(report: IngestReport): Promise<void> {
  const id = Number(report.id)
  expect(balances(report)).toBe(report.rows.read)
  expect(await countOf(road, 'source_records where ingest_id = ?', [id])).toBe(report.rows.read)
  const cases = report.rows.accepted + report.rows.superseded
  expect(await countOf(road, 'cases where ingest_id = ?', [id])).toBe(cases)
  expect(await countOf(road, 'cases where ingest_id = ? and superseded_at is null', [id])).toBe(report.rows.accepted)
  expect(await countOf(road, 'incidents i join links l on l.incident_id = i.id join cases c on c.id = l.case_id where c.ingest_id = ?', [id])).toBe(cases)
  for (const { kind, count } of report.issues) expect(await countOf(road, 'ingest_issues where ingest_id = ? and kind = ?', [id, kind])).toBe(count)
}

test('both header styles, plain and gzipped, give the same balance', async () => {
  const reports: IngestReport[] = []
  for (const header of [undefined, SNAKE_HEADER])
    for (const packed of [false, true]) {
      const month = freshMonth()
      const text = fileText([...offences(5, { month }), { month, spot: SPOTS.nowhere, crime: 'drugs' }], header)
      reports.push(await road.take(packed ? gzipSync(text) : text))
    }
  for (const report of reports) {
    expect(report.rows).toEqual({ read: 6, accepted: 6, quarantined: 0, duplicate: 0, superseded: 0 })
    expect(report.issues).toEqual([{ kind: 'no-coordinates', count: 1 }])
    await expectWhole(report)
  }
})

test('a column that nobody declared is dropped, its name told, and nothing of it stored', async () => {
  const [header, ...rows] = fileText(offences(3, { month: freshMonth() })).trimEnd().split('\n')
  const report = await road.take([`${header},Victim name`, ...rows.map((row, i) => `${row},Somebody ${i}`), ''].join('\n'))
  expect(report).toMatchObject({ rows: { read: 3, accepted: 3 }, droppedColumns: ['Victim name'] })
  expect(await countOf(road, `source_records where raw like '%Somebody%'`)).toBe(0)
})

test('every row of any file is accounted for, in the report and in the tables', async () => {
  const row: fc.Arbitrary<PoliceRow> = fc.record({
    id: fc.constantFrom('', crimeId(1), crimeId(2), crimeId(3)),
    spot: fc.constantFrom<readonly string[]>(
      SPOTS.chelmsford, SPOTS.colchester, SPOTS.hartlepool, SPOTS.nowhere, ['0.47', ''], ['', '51.7'], ['0', '0'], ['x', '51.7'], ['500', '51.7'], ['1e1', '51']),
    location: fc.constantFrom('On or near High Street', '"Street, with a comma"', '"a ""quoted"" one"', '"two\nlines"', 'Café'),
    crime: fc.constantFrom('violence-and-sexual-offences', 'anti-social-behaviour', 'Witchcraft', ''),
    force: fc.constantFrom('Essex Police', 'Kent Police'),
    lsoa: fc.constantFrom('', 'E01021000'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), fc.boolean(), async (rows, twoMonths) => {
      const [month, other] = [freshMonth(), freshMonth()]
      const report = await road.take(fileText(rows.map((r, i) => ({ ...r, month: twoMonths && i % 2 ? other : month }))))
      expect(report.rows.read).toBe(rows.length)
      await expectWhole(report)
    }),
    { numRuns: 25, seed: 2 },
  )
})

test('the same bytes again are already received, and no row anywhere changes', async () => {
  const text = fileText(offences(4, { month: freshMonth() }))
  const first = await road.take(text)
  const before = await tablesDigest(road)
  const again = await road.upload(text, 'profile=police-uk&file=another-name.csv')
  expect(again.status).toBe(200)
  expect(again.json).toEqual({ ...first, status: 'already-received' })
  const dry = await road.upload(text, 'profile=police-uk&dryRun=true')
  expect(dry.json.status).toBe('already-received')
  expect(await tablesDigest(road)).toEqual(before)
})

test('a dry run says what would happen and writes nothing', async () => {
  const text = fileText([...offences(3, { month: freshMonth() }), { spot: SPOTS.hartlepool }])
  const before = await tablesDigest(road)
  const { status, json } = await road.upload(text, 'profile=police-uk&file=a.csv&dryRun=true')
  expect(status).toBe(200)
  expect(json).toMatchObject({ id: null, dryRun: true, receivedAt: null, rows: { read: 4, accepted: 4 }, issues: [{ kind: 'outside-area', count: 1 }] })
  expect(await tablesDigest(road)).toEqual(before)
  expect(await road.spooled()).toEqual([])
})

describe('one month of one force', () => {
  const period = { from: '2019-01', to: '2019-02' }
  const total = async () => (await road.run({ period })).json

  test('is spoken for by its newest file; the older one and its run stay as they were', async () => {
    const old = await road.take(fileText(offences(30, { month: '2019-01' })))
    const before = await total()
    const newer = await road.take(fileText(offences(12, { month: '2019-01', spot: SPOTS.colchester })))
    expect(newer.supersedes).toEqual([{ id: old.id, rows: 30 }])
    const shown = (await road.get<IngestReport>(`/api/ingests/${old.id}`)).json
    expect(shown.rows).toEqual({ read: 30, accepted: 0, quarantined: 0, duplicate: 0, superseded: 30 })
    for (const report of [shown, newer]) await expectWhole(report)
    const after = await total()
    expect([before.incidents, after.incidents]).toEqual([30, 12])
    expect(after.id).not.toBe(before.id)
    expect((await road.get<Run>(`/api/runs/${before.id}`)).json).toEqual(before)
    expect(after.hotspots[0]!.place).toContain('Colchester')
    // One moment for all: what left and what came share it.
    const { rows } = await road.knex.raw<{ rows: unknown[] }>(
      `select distinct superseded_at from (select superseded_at from cases where ingest_id = :old union all
         select i.superseded_at from incidents i join links l on l.incident_id = i.id join cases c on c.id = l.case_id where c.ingest_id = :old union all
         select superseded_at from ingest_periods where ingest_id = :old union all select received_at from cases where ingest_id = :newer) t`,
      { old: Number(old.id), newer: Number(newer.id) })
    expect(rows).toHaveLength(1)
  })

  test('a file for two months replaces one month of an earlier file for two', async () => {
    const both = await road.take(fileText([...offences(5, { month: '2019-03' }), ...offences(7, { month: '2019-04' })]))
    const next = await road.take(fileText([...offences(2, { month: '2019-04' }), ...offences(3, { month: '2019-05' })]))
    expect(next.supersedes).toEqual([{ id: both.id, rows: 7 }])
    const shown = (await road.get<IngestReport>(`/api/ingests/${both.id}`)).json
    expect(shown.rows).toMatchObject({ accepted: 5, superseded: 7 })
    await expectWhole(shown)
    expect((await road.run({ period: { from: '2019-03', to: '2019-06' } })).json.incidents).toBe(10)
  })

  test('another force is another matter', async () => {
    await road.take(fileText(offences(4, { month: '2019-06' })))
    const other = await road.take(fileText(offences(6, { month: '2019-06', force: 'Kent Police' })))
    expect(other.supersedes).toEqual([])
    expect((await road.run({ period: { from: '2019-06', to: '2019-07' } })).json.incidents).toBe(10)
  })

  test('two different files at once: exactly one is in force', async () => {
    for (const month of ['2019-07', '2019-08', '2019-09']) {
      const texts = [4, 5].map((n) => fileText(offences(n, { month, spot: n === 4 ? SPOTS.southend : SPOTS.colchester })))
      const answers = await Promise.all(texts.map((text) => road.upload(text)))
      expect(answers.map((a) => a.status)).toEqual([201, 201])
      const reports = await Promise.all(answers.map(async (a) => (await road.get<IngestReport>(`/api/ingests/${a.json.id}`)).json))
      for (const report of reports) await expectWhole(report)
      const inForce = reports.filter((r) => r.rows.accepted > 0)
      expect(inForce).toHaveLength(1)
      const { json: run } = await road.run({ period: { from: month, to: nextMonth(month) } })
      expect(run.incidents).toBe(inForce[0]!.rows.accepted)
    }
  })
})

test('the same bytes two hundred times, twenty at once, are one ingest', async () => {
  const text = fileText(offences(40, { month: freshMonth() }))
  const answers: Awaited<ReturnType<Road['upload']>>[] = []
  for (let round = 0; round < 10; round++) answers.push(...(await Promise.all(Array.from({ length: 20 }, () => road.upload(text)))))
  expect(answers.map((a) => a.json.status).toSorted()).toEqual(['accepted', ...Array<string>(199).fill('already-received')])
  expect(new Set(answers.map((a) => a.json.id)).size).toBe(1)
  expect(answers.filter((a) => a.status === 201)).toHaveLength(1)
  await expectWhole((await road.get<IngestReport>(`/api/ingests/${answers[0]!.json.id}`)).json)
  expect(await road.spooled()).toEqual([])
})

test('identical rows: two events without a Crime ID, one event said twice with one', async () => {
  const month = '2017-01'
  const asb: PoliceRow = { month, crime: 'anti-social-behaviour' }
  const theft: PoliceRow = { month, crime: 'burglary', id: crimeId('twin') }
  const report = await road.take(fileText([asb, asb, asb, theft, theft]))
  expect(report.rows).toEqual({ read: 5, accepted: 4, quarantined: 0, duplicate: 1, superseded: 0 })
  expect(report.issues).toEqual([{ kind: 'repeated-crime-id', count: 1 }])
  const { json } = await road.run({ categories: ['anti-social-behaviour', 'burglary'], period: { from: month, to: '2017-02' } })
  expect(json.incidents).toBe(4)
})

test('what cannot be put on the map is kept, told, and in no cell', async () => {
  const period = { from: '2017-03', to: '2017-04' }
  const month = period.from
  const report = await road.take(fileText([
    ...offences(3, { month }),
    ...offences(2, { month, spot: SPOTS.nowhere }),
    ...offences(4, { month, spot: SPOTS.hartlepool }),
    ...offences(5, { month, crime: 'Witchcraft' }),
  ]))
  expect(report.rows).toMatchObject({ read: 14, accepted: 14 })
  expect(report.issues.toSorted((a, b) => a.count - b.count)).toEqual([
    { kind: 'no-coordinates', count: 2 }, { kind: 'outside-area', count: 4 }, { kind: 'unknown-category', count: 5 }])
  const { json: run } = await road.run({ period })
  expect(run.incidents).toBe(3)
  expect(run.excluded).toEqual([{ kind: 'no-coordinates', count: 2 }, { kind: 'outside-area', count: 4 }])
  const { json } = await road.get<{ cells: CellRow[] }>(`/api/runs/${run.id}/cells.json`)
  expect(json.cells.reduce((sum, cell) => sum + (cell.count ?? 0), 0)).toBe(3)
  const { rows } = await road.knex.raw<{ rows: { category_original: string }[] }>(`select distinct category_original from cases where ingest_id = ? and category is null`, [Number(report.id)])
  expect(rows).toEqual([{ category_original: 'Witchcraft' }])
})

test('places are snap points at resolution 9, and the LSOA of the file decides nothing', async () => {
  const [month, other] = ['2017-05', '2017-06']
  const honest = await road.take(fileText(offences(3, { month, lsoa: 'E01021000' })))
  const false_ = await road.take(fileText(offences(3, { month: other, lsoa: 'W01000001' })))
  const placesOf = async (report: IngestReport) => (await road.knex.raw<{ rows: { cell: string; level: string; lat: number; lng: number }[] }>(
    `select distinct cell, level, lat, lng from case_places p join cases c on c.id = p.case_id where c.ingest_id = ?`, [Number(report.id)])).rows
  const places = await placesOf(honest)
  expect(places).toEqual(await placesOf(false_))
  expect(places).toMatchObject([{ level: 'snap-point', lat: 51.734, lng: 0.471 }])
  expect(getResolution(cellFromBigint(places[0]!.cell))).toBe(9)
  expect(geoData.studyArea.has(cellFromBigint(places[0]!.cell))).toBe(true)
})

test('a month of the county goes in with its balance exact', async () => {
  const [text] = countyTexts({ firstMonth: '2016-01', months: 1, rows: 1500 })
  const written = text!.trimEnd().split('\n').length - 1
  expect(written).toBeGreaterThan(1000)
  const report = await road.take(text!)
  expect(report.rows.read).toBe(written)
  await expectWhole(report)
})
