// Every method through the whole house: asked over HTTP, computed in a worker, stored, released, read in every format.
import { tableFromIPC } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Analysis, AnalysisProgress } from '../../server/contract/analysis.ts'
import { ANALYSIS_KINDS } from '../../server/contract/methodGuide.ts'
import type { AnalysisKind } from '../../server/contract/methodGuide.ts'
import type { ProblemDocument } from '../../server/contract/problem.ts'
import { METHODS } from '../../server/analysis/methods/registry.ts'
import { countyOfThree } from '../support/county.ts'
import { countOf, openRoad, type Answer, type Road } from '../support/road.ts'

let road: Road
beforeAll(async () => {
  road = await openRoad()
  await countyOfThree(road)
}, 120_000)
afterAll(() => road.close())

const ask = <T = Analysis>(kind: string, more: { filter?: object; parameters?: object } = {}): Promise<Answer<T>> =>
  road.post<T>('/api/analyses', { kind, ...more })

const FILTER = { sources: ['ambulance'] }
/** Compared with what lies before it. */
const filterOf = (kind: AnalysisKind): object => (kind === 'change' ? { ...FILTER, period: { from: '2024-01', to: '2025-01' } } : FILTER)
const NEEDED: Partial<Record<AnalysisKind, object>> = { 'relative-density': { against: { sources: ['emergency-department'] } } }
const parametersOf = (kind: AnalysisKind): object => ({ ...NEEDED[kind], ...('replicates' in (schemaOf(kind).properties ?? {}) && { replicates: 99 }) })
const schemas = new Map<string, { properties?: object }>()
const schemaOf = (kind: AnalysisKind): { properties?: object } => schemas.get(kind) ?? {}
beforeAll(async () => {
  const { json } = await road.get<{ methods: { kind: string; parameters: object }[] }>('/api/methods')
  for (const { kind, parameters } of json.methods) schemas.set(kind, parameters)
})

/** Asks until it is there: a busy machine may take longer than a moment. */
async function answered(kind: AnalysisKind, filter: object = filterOf(kind), parameters: object = parametersOf(kind)): Promise<Analysis> {
  for (let turn = 0; turn < 60; turn++) {
    const { status, json, text } = await ask(kind, { filter, parameters })
    if (status === 200 || status === 201) return json
    if (status !== 202) throw new Error(`${kind}: ${status} ${text}`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error(`${kind} never ended`)
}

test('the guide has every method, and every method can be asked for', async () => {
  expect([...schemas.keys()]).toEqual([...ANALYSIS_KINDS])
  expect(Object.keys(METHODS).toSorted()).toEqual([...ANALYSIS_KINDS].toSorted())
})

describe.each(Object.keys(METHODS) as AnalysisKind[])('%s', (kind) => {
  test('answers once and for ever, in words and in every format', async () => {
    const analysis = await answered(kind)
    expect(analysis).toMatchObject({ kind, refused: null, filter: { sources: ['ambulance'] } })
    expect(analysis.sentence).not.toMatch(/NaN|undefined/)
    const again = await ask(kind, { filter: filterOf(kind), parameters: parametersOf(kind) })
    expect([again.status, again.text]).toEqual([200, (await road.get(`/api/analyses/${analysis.id}`)).text])
    for (const table of analysis.tables) {
      const base = `/api/analyses/${analysis.id}/${table.name}`
      const { json } = await road.get<{ rows: unknown[][]; columns: { name: string }[] }>(`${base}.json`)
      expect(json.rows).toHaveLength(table.rows)
      expect((await road.get(`${base}.csv`)).text.trimEnd().split('\r\n')[0]).toBe(json.columns.map(({ name }) => name).join(','))
      expect(tableFromIPC(await road.bytes(`${base}.arrow`)).numRows).toBe(table.rows)
      const map = await road.get<{ features?: { geometry: object | null }[] }>(`${base}.geojson`)
      expect([map.status, map.json.features?.every(({ geometry }) => geometry !== null)]).toEqual(table.geometry === 'none' ? [404, undefined] : [200, true])
    }
  })

  test('says why when a period holds nothing', async () => {
    const { status, json } = await ask(kind, { filter: { ...FILTER, period: { from: '1999-01', to: '2000-01' } }, parameters: NEEDED[kind] ?? {} })
    expect(status).toBe(201)
    expect(json.refused).toMatch(/unknown, not zero/)
    expect([json.figures, json.tables]).toEqual([[], []])
  })
})

describe('what makes no sense is refused, naming the parameter and its range', () => {
  test.each<[AnalysisKind, object, string, RegExp]>([
    ['gi-star', { k: 0 }, 'parameters.k', /whole number from 1 to 5/],
    ['gi-star', { k: 1.5 }, 'parameters.k', /whole number from 1 to 5/],
    ['dbscan', { eps: -1 }, 'parameters.eps', /from 10 to 5,000/],
    ['local-moran', { replicates: 10_000_000 }, 'parameters.replicates', /from 99 to 99,999/],
    ['near-repeat', { distances: [200, 100] }, 'parameters.distances', /ascend/],
    ['spatial-scan', { share: 0.9 }, 'parameters.share', /from 0.001 to 0.5/],
    ['density', { bandwidth: 'wide' }, 'parameters.bandwidth', /from 50 to 10,000/],
    ['patrol-zones', { size: 2 }, 'parameters.size', /from 3 to 5/],
    ['agreement', { first: [] }, 'parameters.first', /./],
    ['gi-star', { rings: 2 }, 'parameters.rings', /is not a word/],
  ])('%s %j', async (kind, parameters, field, words) => {
    const { status, json } = await ask<ProblemDocument>(kind, { filter: FILTER, parameters })
    expect([status, json.field]).toEqual([400, field])
    expect(json.detail).toMatch(words)
  })

  test('a method that is not there, an id that is none, an analysis that nobody made', async () => {
    expect((await ask('voodoo')).status).toBe(400)
    expect((await road.get('/api/analyses/xyz')).status).toBe(400)
    expect((await road.get(`/api/analyses/${'0'.repeat(24)}`)).status).toBe(404)
    expect((await road.get(`/api/analyses/${'0'.repeat(24)}/progress`)).status).toBe(404)
    expect((await road.call(`/api/analyses/${'0'.repeat(24)}`, { method: 'DELETE' })).status).toBe(404)
  })

  test('longer than allowed is said beforehand, and leaves nothing', async () => {
    const before = await countOf(road, 'analyses')
    const { status, json } = await ask<ProblemDocument>('agreement', { parameters: { replicates: 99_999, k: 5 } })
    expect([status, json.type]).toEqual([422, '/problems/too-long'])
    expect(json.detail).toMatch(/replicates: this would take about [\d,]+ seconds, and 60 are allowed/)
    expect(await countOf(road, 'analyses')).toBe(before)
  })
})

test('the same bytes whether one worker computes or two', async () => {
  const { createAnalyses } = await import('../../server/analyses.ts')
  const { createIncidentColumns } = await import('../../server/analysis/runAnalysis.ts')
  const { studyArea } = road.services.geoData
  const told: (Buffer | string)[][] = []
  for (const workers of [1, 2]) {
    const gate = createAnalyses({
      knex: road.knex, studyArea, incidentColumns: createIncidentColumns({ knex: road.knex, studyArea }), reference: road.services.reference, codeVersion: 'both', now: () => new Date(), workers, limitSeconds: 60,
    })
    const { id } = await gate.ask({ kind: 'concentration', filter: { sources: ['ambulance'] }, parameters: { replicates: 199 } })
    while (!(await countOf(road, 'analyses where id = ?', [id]))) await new Promise((resolve) => setTimeout(resolve, 100))
    const { document } = await road.knex('analyses').where({ id }).first('document') as { document: string }
    const tables = (await road.knex('analysis_tables').where({ analysis_id: id }).orderBy('name').select('columns')) as { columns: Buffer }[]
    told.push([document, ...tables.map(({ columns }) => columns)])
    await road.knex('analysis_tables').where({ analysis_id: id }).delete()
    await road.knex('analyses').where({ id }).delete()
    await gate.close()
  }
  expect(told[1]).toEqual(told[0])
})

test('a long one is told to be under way, tells how far it is, does not hold up the others, and can be cancelled', async () => {
  const { status, json, headers } = await ask<{ id: string; estimateSeconds: number; state: string }>('agreement', { filter: FILTER, parameters: { replicates: 3000, seed: 77 } })
  expect(status).toBe(202)
  expect(json.estimateSeconds).toBeGreaterThan(0)
  expect(headers.get('location')).toBe(`/api/analyses/${json.id}`)
  const stop = new AbortController()
  const stream = await fetch(`${road.url}/api/analyses/${json.id}/progress`, { signal: stop.signal })
  const reader = stream.body!.getReader()
  const heard: AnalysisProgress[] = []
  let worst = 0
  const watch = setInterval(() => {
    const began = performance.now()
    setImmediate(() => (worst = Math.max(worst, performance.now() - began)))
  }, 5)
  while (heard.filter(({ state }) => state === 'running').length < 4) {
    const { value } = await reader.read()
    for (const [, data] of new TextDecoder().decode(value).matchAll(/data: (.*)\n/g)) heard.push(JSON.parse(data!) as AnalysisProgress)
  }
  expect((await road.get('/health/ready')).status).toBe(200)
  clearInterval(watch)
  expect(worst).toBeLessThan(500) // a stall of the test machine, not of the service, is allowed for; the torture command measures 50 ms
  expect(heard.at(-1)!.secondsLeft).toBeGreaterThan(0)
  expect((await road.call(`/api/analyses/${json.id}`, { method: 'DELETE' })).status).toBe(202)
  const rest: string[] = []
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) rest.push(new TextDecoder().decode(piece.value))
  expect(rest.join('')).toContain('"state":"cancelled"')
  stop.abort()
  expect((await road.get(`/api/analyses/${json.id}`)).status).toBe(404)
  // and the threads are there for the next
  expect((await answered('gi-star')).refused).toBeNull()
})
