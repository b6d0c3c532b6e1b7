// What must never mislead: invented rows beside real ones, unknown told as zero, hotspots of nothing, a month wiped by a bad file.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js'
import type { Catalogue, CellDetail } from '../../server/contract/results.ts'
import { countyTexts, fileText, offences, SPOTS } from '../support/policeUk.ts'
import { openRoad } from '../support/road.ts'
import type { Road } from '../support/road.ts'

let road: Road
beforeAll(async () => {
  road = await openRoad()
})
afterAll(() => road.close())

test('invented rows count until a real file is in, and never beside it', async () => {
  for (const text of countyTexts({ firstMonth: '2024-01', months: 1, rows: 500 })) await road.take(text)
  const demo = (await road.get<Catalogue>('/api/catalogue')).json
  expect([demo.demo, demo.sources.length]).toEqual([true, 1])
  expect((await road.run({})).json.incidents).toBeGreaterThan(50)

  await road.take(fileText(offences(40, { month: '2019-01', spot: SPOTS.southend })))
  const real = (await road.get<Catalogue>('/api/catalogue')).json
  expect([real.demo, real.sources.map((source) => source.organisation), real.months]).toEqual([false, ['Essex Police'], [{ month: '2019-01', count: 40 }]])
  expect(real.categories.reduce((sum, { count }) => sum + count, 0)).toBe(40)
  expect((await road.run({})).json.incidents).toBe(40)
})

test('a month that nobody sent is unknown in every form, and said before any figure', async () => {
  const { json: run } = await road.run({ period: { from: '2021-01', to: '2021-02' } })
  expect([run.monthsReceived, run.hotspots, run.caution]).toEqual([[], [], expect.stringContaining('unknown, not zero')])
  const rows = (await road.get<string>(`/api/runs/${run.id}/cells.csv`)).text.trimEnd().split('\r\n').slice(1)
  expect(new Set(rows.map((row) => row.split(',').slice(1).join()))).toEqual(new Set([',,,,no-data']))
  const { json: cell } = await road.get<CellDetail>(`/api/runs/${run.id}/cells/${rows[0]!.split(',')[0]}`)
  expect([cell.state, cell.count, cell.sentence]).toEqual(['no-data', null, expect.stringContaining('Unknown, not zero')])
})

test('lone incidents and the empty cells between them are no hotspots, three together are', async () => {
  const centre = latLngToCell(51.8, 0.5, 9)
  const [next] = gridDisk(centre, 2).filter((cell) => !gridDisk(centre, 1).includes(cell))
  const at = (cell: string) => cellToLatLng(cell).map((x) => x.toFixed(6)).toReversed()
  const lone = [centre, next!].flatMap((cell) => offences(1, { month: '2019-02', spot: at(cell) }))
  await road.take(fileText([...lone, ...offences(3, { month: '2019-02', spot: at(latLngToCell(51.62, 0.3, 9)) })]))
  const { json: run } = await road.run({ period: { from: '2019-02', to: '2019-03' } })
  expect(run.incidents).toBe(5)
  expect(run.hotspots.map((hotspot) => hotspot.incidents)).toEqual([3])
  expect(run.caution).toContain('Few incidents')
})

test('a file with nothing usable for a month leaves that month as it was', async () => {
  await road.take(fileText(offences(12, { month: '2019-03' })))
  const bad = await road.take(fileText(offences(1, { month: '2019-03', spot: ['0.5', ''] })))
  expect(bad.rows).toEqual({ read: 1, accepted: 0, quarantined: 1, duplicate: 0, superseded: 0 })
  expect(bad.supersedes).toEqual([])
  const { json: run } = await road.run({ period: { from: '2019-03', to: '2019-04' } })
  expect(run.incidents + run.excluded.reduce((sum, e) => sum + e.count, 0)).toBe(12)
})

test('a dry run says what it would replace', async () => {
  const { json } = await road.upload(fileText(offences(5, { month: '2019-03', spot: SPOTS.southend })), 'profile=police-uk&file=new.csv&dryRun=true')
  expect([json.dryRun, json.supersedes.map(({ rows }) => rows)]).toEqual([true, [12]])
})

test('a page of another site cannot send a file, whichever way its browser says so', async () => {
  const post = (headers: Record<string, string>) => fetch(`${road.url}/api/ingests?profile=police-uk`, { method: 'POST', body: 'x', headers })
  expect((await post({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
  expect((await post({ Origin: 'http://evil.example' })).status).toBe(403)
  expect((await post({ Origin: 'null' })).status).toBe(403)
  expect((await post({ Origin: road.url })).status).toBe(422)
})
