// The work-gate: the same question has the same answer, and the answer is right, by plain arithmetic done again here.
import { cellArea, cellToParent, gridDisk, latLngToCell } from 'h3-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CellDetail, CellRow, Run } from '../../server/contract/results.ts'
import { CATEGORY_LABELS, DAY_PARTS } from '../../server/contract/vocabulary.ts'
import { countyTexts, geoData } from '../support/policeUk.ts'
import { naiveTable } from '../support/naive.ts'
import { countOf, openRoad, tablesDigest, type Road } from '../support/road.ts'

const query = { period: { from: '2018-01', to: '2018-03' }, categories: ['violence-and-sexual-offences', 'robbery', 'drugs'] }
let road: Road
let run: Run
const cellsOf = async (id: string, resolution?: number) =>
  (await road.get<{ cells: CellRow[] }>(`/api/runs/${id}/cells.json${resolution ? `?resolution=${resolution}` : ''}`)).json.cells

/** The cells of a set that a cell reaches by steps within it. */
function grown(start: string, set: string[]): Set<string> {
  const inSet = new Set(set)
  const reached = new Set([start])
  for (const cell of reached) for (const near of gridDisk(cell, 1)) if (inSet.has(near)) reached.add(near)
  return reached
}

beforeAll(async () => {
  road = await openRoad()
})
afterAll(() => road.close())

test('without data there is no run, and the catalogue says so', async () => {
  const { status, json } = await road.run(query)
  expect([status, json]).toMatchObject([409, { type: '/problems/no-data' }])
  const { json: catalogue } = await road.get('/api/catalogue')
  expect(catalogue).toMatchObject({ dataVersion: null, sources: [], months: [], dayPartsKnown: false, demo: false })
  expect(await countOf(road, 'runs')).toBe(0)
  for (const text of countyTexts({ firstMonth: '2018-01', months: 2, rows: 5000 })) await road.take(text)
})

test('ten askers at once get one run, and the same bytes', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => road.run(query)))
  run = answers[0]!.json
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.every(({ headers }) => headers.get('location') === `/api/runs/${run.id}`)).toBe(true)
  expect([await countOf(road, 'runs'), await countOf(road, 'run_levels'), await countOf(road, 'run_events')]).toEqual([1, 3, 1])
  expect((await road.get(`/api/runs/${run.id}`)).text).toBe(answers[0]!.text)
})

test('said in other words it is the same question', async () => {
  const before = await tablesDigest(road)
  for (const same of [
    { ...query, categories: query.categories.toReversed() },
    { ...query, categories: [...query.categories, 'drugs'] },
    { ...query, categories: query.categories.map((slug) => CATEGORY_LABELS[slug as 'drugs']) },
    { ...query, categories: query.categories.map((slug) => CATEGORY_LABELS[slug as 'drugs'].toUpperCase()) },
    { ...query, period: { from: '2018-01-01', to: '2018-03-01' } },
    { ...query, sources: ['police'], resolution: 9, k: 1, alpha: 0.05, adjustment: 'benjamini-hochberg', dayParts: DAY_PARTS.toReversed() },
    { categories: query.categories },
  ]) {
    const { status, json } = await road.run(same)
    expect([status, json.id]).toEqual([200, run.id])
  }
  expect(await tablesDigest(road)).toEqual(before)
})

test('every difference in the question is another run', async () => {
  const others = [{ k: 2 }, { alpha: 0.01 }, { adjustment: 'holm' }, { resolution: 8 }, { categories: ['drugs'] }, { period: { from: '2018-01', to: '2018-02' } }]
  const ids = await Promise.all(others.map(async (other) => (await road.run({ ...query, ...other })).json.id))
  expect(new Set([run.id, ...ids]).size).toBe(others.length + 1)
})

test('no incident is lost or counted twice on any level', async () => {
  const tables = await Promise.all([7, 8, 9].map((resolution) => cellsOf(run.id, resolution)))
  for (const [i, resolution] of ([7, 8, 9] as const).entries()) {
    const rows = tables[i]!
    expect(rows.map(({ cell }) => cell)).toEqual(geoData.studyArea.cells(resolution))
    expect(rows.reduce((sum, { count }) => sum + count!, 0)).toBe(run.incidents)
    expect(rows.some(({ count }) => count === 0)).toBe(true)
    expect(rows.every(({ count, state }) => state === (count === 0 ? 'zero' : 'count'))).toBe(true)
    const level = run.levels.find((l) => l.resolution === resolution)!
    expect(level).toMatchObject({ cells: rows.length, cellsWithIncidents: rows.filter(({ count }) => count! > 0).length, maxCount: Math.max(...rows.map(({ count }) => count!)) })
    if (resolution === 7) continue
    const sums = new Map<string, number>()
    for (const { cell, count } of rows) sums.set(cellToParent(cell, resolution - 1), (sums.get(cellToParent(cell, resolution - 1)) ?? 0) + count!)
    expect(Object.fromEntries(tables[i - 1]!.map(({ cell, count }) => [cell, count]))).toEqual(Object.fromEntries(sums))
  }
  const placed = await countOf(road, `incidents where superseded_at is null and unplaced is null and category = any(string_to_array(?, ','))`, [query.categories.join(',')])
  expect(run.incidents).toBe(placed)
})

test.each([[9, 1], [9, 2], [8, 1], [7, 3]])('z, p and adjusted p at resolution %i, k %i are those of the definition', async (resolution, k) => {
  const { json } = await road.run({ ...query, k })
  const csv = (await road.get(`/api/runs/${json.id}/cells.csv?resolution=${resolution}`)).text.trimEnd().split('\r\n')
  expect(csv[0]).toBe('cell,count,z,p,adjusted_p,state')
  const rows = csv.slice(1).map((line) => line.split(','))
  const naive = naiveTable(new Map(rows.map(([cell, count]) => [cell!, Number(count)])), k)
  let worst = 0
  for (const [i, [cell, , ...figures]] of rows.entries()) {
    expect(cell).toBe(naive[i]!.cell)
    for (const [j, wanted] of [naive[i]!.z, naive[i]!.p, naive[i]!.adjustedP].entries())
      worst = Math.max(worst, Math.abs(Number(figures[j]) - wanted) / Math.max(1e-3, Math.abs(wanted)))
  }
  expect(worst).toBeLessThan(1e-9)
})

describe('hotspots', () => {
  test('are all the significant cells in groups that touch, ranked', async () => {
    const rows = new Map((await cellsOf(run.id)).map((row) => [row.cell, row]))
    const significant = [...rows.values()].filter(({ z, adjusted_p }) => z! > 0 && adjusted_p! <= run.query.alpha).map(({ cell }) => cell)
    expect(significant.length).toBeGreaterThan(20)
    expect(significant).toEqual(expect.arrayContaining(run.hotspots.flatMap(({ cells }) => cells)))
    // A significant cell is in a hotspot unless its group is next to empty: fewer than three incidents.
    const ranked = new Set(run.hotspots.flatMap(({ cells }) => cells))
    for (const start of significant.filter((cell) => !ranked.has(cell))) {
      const group = grown(start, significant)
      expect([...group].reduce((sum, cell) => sum + rows.get(cell)!.count!, 0)).toBeLessThan(3)
    }
    expect(run.levels.find(({ resolution }) => resolution === 9)!.significant).toBe(significant.length)
    expect(run.hotspots.map(({ rank }) => rank)).toEqual(run.hotspots.map((_, i) => i + 1))
    expect(run.hotspots.map(({ z }) => z)).toEqual(run.hotspots.map(({ z }) => z).toSorted((a, b) => b - a))
    for (const { cells, incidents, share, areaKm2, z, adjustedP, peakCell } of run.hotspots) {
      expect(incidents).toBeGreaterThanOrEqual(3)
      expect(grown(cells[0]!, significant), 'a hotspot hangs together, and nothing that touches it is left out').toEqual(new Set(cells))
      expect(incidents).toBe(cells.reduce((sum, cell) => sum + rows.get(cell)!.count!, 0))
      expect(share).toBeCloseTo(incidents / run.incidents, 6)
      expect(areaKm2).toBeCloseTo(cells.reduce((sum, cell) => sum + cellArea(cell, 'km2'), 0), 3)
      expect(z).toBe(Math.max(...cells.map((cell) => rows.get(cell)!.z!)))
      expect(rows.get(peakCell)!.z).toBe(z)
      expect(adjustedP).toBe(Math.min(...cells.map((cell) => rows.get(cell)!.adjusted_p!)))
    }
  })

  test('in each format are the same', async () => {
    const json = (await road.get<{ hotspots: Run['hotspots'] }>(`/api/runs/${run.id}/hotspots.json`)).json.hotspots
    expect(json).toEqual(run.hotspots)
    const csv = (await road.get(`/api/runs/${run.id}/hotspots.csv`)).text.trimEnd().split('\r\n').slice(1)
    expect(csv.map((line) => line.split(',').at(-1)!.split(' '))).toEqual(json.map(({ cells }) => cells))
    const { features } = (await road.get<GeoJSON.FeatureCollection<GeoJSON.MultiPolygon>>(`/api/runs/${run.id}/hotspots.geojson`)).json
    expect(features.map(({ id, properties }) => [id, properties!['incidents']])).toEqual(json.map(({ rank, incidents }) => [rank, incidents]))
    expect(features.every(({ geometry }) => geometry.coordinates.length === 1)).toBe(true) // contiguous: one polygon
  })
})

test.each([7, 8, 9])('the detail of cells at resolution %i adds up', async (resolution) => {
  const rows = await cellsOf(run.id, resolution)
  const ranks = new Map(run.hotspots.flatMap(({ rank, cells }) => cells.map((cell) => [cell, rank])))
  const busy = rows.toSorted((a, b) => b.count! - a.count!).slice(0, 3)
  for (const row of [...busy, rows.find(({ count }) => count === 0)!]) {
    const { json } = await road.get<CellDetail>(`/api/runs/${run.id}/cells/${row.cell}`)
    expect(json).toMatchObject({ ...row, resolution, run: run.id })
    expect(json.byMonth.map(({ month }) => month)).toEqual(['2018-01', '2018-02'])
    expect(json.byCategory.map(({ category }) => category)).toEqual(run.query.categories)
    for (const parts of [json.byMonth, json.byCategory]) expect(parts.reduce((sum, { count }) => sum + count!, 0)).toBe(row.count)
    const around = new Set(gridDisk(row.cell, 1))
    expect(json.neighbourhood.incidents).toBe(rows.filter(({ cell }) => around.has(cell)).reduce((sum, { count }) => sum + count!, 0))
    expect(json.hotspotRank).toBe(ranks.get(row.cell) ?? null)
    expect(json.sentence).toMatch(/^\w.*\.$/)
  }
})

test('a cell outside the study area is no data, which is neither zero nor withheld', async () => {
  const { status, json } = await road.get<CellDetail>(`/api/runs/${run.id}/cells/${latLngToCell(48.85, 2.35, 9)}`)
  expect([status, json]).toMatchObject([200, { state: 'no-data', count: null, z: null, p: null, adjusted_p: null, hotspotRank: null }])
})

describe('what the data cannot answer is left out and told', () => {
  const ask = async (more: object) => (await road.run({ ...query, ...more })).json
  const all = () => run.incidents + run.excluded.reduce((sum, { count }) => sum + count, 0)

  test('a month cut by the period', async () => {
    const whole = await ask({ period: { from: '2018-01', to: '2018-02' } })
    const cut = await ask({ period: { from: '2018-01-01', to: '2018-02-15' } })
    expect(cut.incidents).toBe(whole.incidents)
    const told = cut.excluded.find(({ kind }) => kind === 'cut-by-period')!.count
    expect(told).toBe(all() - whole.incidents - whole.excluded.reduce((sum, { count }) => sum + count, 0))
    const inside = await ask({ period: { from: '2018-01-10', to: '2018-01-20' } })
    expect([inside.incidents, inside.hotspots]).toEqual([0, []])
    expect(inside.excluded).toEqual([{ kind: 'cut-by-period', count: all() - told }])
    expect((await cellsOf(inside.id)).every(({ count, z, p, state }) => count === null && z === null && p === null && state === 'no-data')).toBe(true)
  })

  test('a part of the day', async () => {
    const night = await ask({ dayParts: ['night'] })
    expect(night.incidents).toBe(0)
    expect(night.excluded).toEqual([{ kind: 'no-time-of-day', count: all() }])
  })

  test('a source or a time that sent nothing', async () => {
    expect((await ask({ sources: ['ambulance'] })).incidents).toBe(0)
    expect((await ask({ period: { from: '2030-01', to: '2030-02' } })).incidents).toBe(0)
  })
})
