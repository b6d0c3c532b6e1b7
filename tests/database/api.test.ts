// The description of the API against the API: every route in it, every documented schema fits what is really answered.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Run } from '../../server/contract/results.ts'
import { progressSchema } from '../../server/contract/analysis.ts'
import { ingestProgressSchema } from '../../server/contract/ingest.ts'
import { createRoutes } from '../../server/http/routes.ts'
import { fileText, offences } from '../support/policeUk.ts'
import { openRoad, type Road } from '../support/road.ts'

type Schema = Record<string, unknown>
type Operation = { operationId: string; parameters: { name: string; in: string; required: boolean }[]; requestBody?: { content: object }; responses: Record<string, { content: Record<string, { schema: Schema }> }> }
type Document = { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> }; tags: { name: string }[] }

let road: Road
let document: Document
let run: Run
let analysis: string
beforeAll(async () => {
  road = await openRoad()
  await road.take(fileText(offences(150, { month: '2018-01' })))
  run = (await road.run({})).json
  for (let status = 202; status === 202; ) {
    const asked = await road.post<{ id: string }>('/api/analyses', { kind: 'gi-star' })
    status = asked.status
    analysis = asked.json.id
  }
  document = (await road.get<Document>('/api/openapi.json')).json
})
afterAll(() => road.close())

/** The schema that the description gives for an answer, ready to judge it. */
function documented(path: string, method: string, status: number, type: string): z.ZodType {
  const schema = document.paths[path]?.[method]?.responses[status]?.content[type]?.schema
  if (!schema) throw new Error(`${method} ${path} is not documented to answer ${status} as ${type}`)
  const standing = JSON.stringify({ ...schema, $defs: document.components.schemas }).replaceAll('#/components/schemas/', '#/$defs/')
  return z.fromJSONSchema(JSON.parse(standing) as never)
}

test('is OpenAPI 3.1 that hangs together', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d+$/)
  const text = JSON.stringify(document)
  for (const [, name] of text.matchAll(/"\$ref":"([^"]+)"/g)) expect(Object.keys(document.components.schemas).map((key) => `#/components/schemas/${key}`)).toContain(name)
  const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId))
  expect(new Set(ids).size).toBe(ids.length)
  for (const [path, operations] of Object.entries(document.paths))
    for (const { parameters, responses } of Object.values(operations)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(parameters.filter((p) => p.in === 'path').map(({ name }) => name).toSorted()).toEqual(inPath.toSorted((a, b) => (a! < b! ? -1 : 1)))
      expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true)
    }
})

/** An answer without an end: its first event, then no more of it. */
async function expectStream(path: string): Promise<void> {
  const stop = new AbortController()
  const answer = await fetch(road.url + path, { signal: stop.signal })
  expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, 'text/event-stream'])
  const { value } = await answer.body!.getReader().read()
  const event: unknown = JSON.parse(new TextDecoder().decode(value).replace(/^data: /, ''))
  const [schema, first] = path.startsWith('/api/analyses') ? [progressSchema, { state: 'done', done: 1 }] : [ingestProgressSchema, { stage: 'waiting', rowsRead: 0 }]
  expect(schema.parse(event)).toMatchObject(first)
  stop.abort()
}

test('has every route and no other', () => {
  const routes = createRoutes('0').map(({ method, path }) => `${method} ${path}`)
  expect(Object.entries(document.paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method} ${path}`)).toSorted()).toEqual(routes.toSorted())
})

describe('every JSON answer is as described', () => {
  const values = (): Record<string, string> => ({
    run: run.id, name: 'upload-of-a-test', cell: run.hotspots[0]!.cells[0]!, table: 'cells', z: '8', x: '128', y: '84',
  })
  test.each(createRoutes('0').filter(({ method }) => method === 'get').map(({ path }) => [path]))('GET %s', async (path) => {
    const types = Object.keys(document.paths[path]!['get']!.responses['200']!.content)
    for (const type of types) {
      const formats: Record<string, string> = { 'application/json': 'json', 'application/geo+json': 'geojson', 'text/csv; charset=utf-8': 'csv', 'application/vnd.apache.arrow.stream': 'arrow', 'application/vnd.mapbox-vector-tile': 'mvt' }
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'format' ? formats[type]! : name === 'id' ? (path.startsWith('/api/runs') ? run.id : path.startsWith('/api/analyses') ? analysis : '1') : values()[name]!))
      if (type === 'text/event-stream') {
        await expectStream(filled)
        continue
      }
      const answer = await road.get<unknown>(path === '/api/places/search' ? `${filled}?q=High+Street` : filled)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')!.replace('; charset=utf-8', '')).toBe(type.replace('; charset=utf-8', ''))
      if (/json/.test(type)) documented(path, 'get', 200, type).parse(answer.json)
    }
  })

  test('POST', async () => {
    const fresh = await road.upload(fileText(offences(3, { month: '2018-02' })))
    documented('/api/ingests', 'post', 201, 'application/json').parse(fresh.json)
    const again = await road.upload(fileText(offences(3, { month: '2018-02' })))
    documented('/api/ingests', 'post', 200, 'application/json').parse(again.json)
    const made = await road.run({ k: 2 })
    documented('/api/runs', 'post', 201, 'application/json').parse(made.json)
    documented('/api/runs', 'post', 200, 'application/json').parse((await road.run({ k: 2 })).json)
  })

  test('refusals', async () => {
    const refused: [string, string, number, { json: unknown; status: number }][] = [
      ['/api/ingests', 'post', 422, await road.upload('a,b\n1,2\n')],
      ['/api/ingests', 'post', 400, await road.upload('a', 'profile=nobody')],
      ['/api/runs', 'post', 400, await road.run({ alpha: 2 })],
      ['/api/runs', 'post', 422, await road.run({ resolution: 10 })],
      ['/api/analyses', 'post', 400, await road.post('/api/analyses', { kind: 'gi-star', parameters: { k: 9 } })],
      ['/api/analyses/{id}', 'get', 404, await road.get(`/api/analyses/${'0'.repeat(24)}`)],
      ['/api/analyses/{id}', 'delete', 404, await road.call(`/api/analyses/${'0'.repeat(24)}`, { method: 'DELETE' })],
      ['/api/runs/{id}', 'get', 404, await road.get('/api/runs/nothing')],
      ['/tiles/{run}/{z}/{x}/{y}.{format}', 'get', 404, await road.get(`/tiles/${run.id}/30/0/0.mvt`)],
    ]
    for (const [path, method, status, answer] of refused) {
      expect(answer.status).toBe(status)
      documented(path, method, status, 'application/problem+json').parse(answer.json)
    }
  })

  test('but not what is not: the schemas can say no', () => {
    expect(documented('/api/runs/{id}', 'get', 200, 'application/json').safeParse({ ...run, incidents: 'many' }).success).toBe(false)
  })
})

test('the words that others rely on are in the answers', async () => {
  const { json: report } = await road.get<object>('/api/ingests/1')
  expect(Object.keys(report)).toEqual(expect.arrayContaining(['id', 'file', 'sha256', 'profile', 'status', 'rows', 'issues']))
  expect(Object.keys(run)).toEqual(expect.arrayContaining(['id', 'query', 'dataVersion', 'codeVersion', 'resolution', 'incidents', 'cells', 'hotspots']))
  expect(Object.keys(run.hotspots[0]!)).toEqual(expect.arrayContaining(['rank', 'cells', 'incidents', 'share', 'areaKm2', 'z', 'adjustedP', 'lat', 'lng', 'place']))
})

test('alive and ready', async () => {
  expect((await road.get('/health/live')).json).toEqual({ status: 'live' })
  expect((await road.get('/health/ready')).json).toEqual({ status: 'ready', checks: { database: true, migrations: true, draining: false } })
  road.services.health.drain()
  const { status, json } = await road.get('/health/ready')
  expect([status, json]).toMatchObject([503, { status: 'not-ready', checks: { draining: true } }])
})
