// Whatever is sent: a problem in one line, never a 5xx, nothing changed, and the next answer is as it was.
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { gridDisk, latLngToCell } from 'h3-js'
import { problemSchema, type ProblemDocument } from '../../server/contract/problem.ts'
import type { Run } from '../../server/contract/results.ts'
import { BAD_FILES } from '../support/badFiles.ts'
import { fileText, offences } from '../support/policeUk.ts'
import { openRoad, tablesDigest, type Answer, type Road } from '../support/road.ts'

let road: Road
let run: Run
let before: Awaited<ReturnType<typeof tablesDigest>>
const good = { period: { from: '2018-01', to: '2018-02' } }

beforeAll(async () => {
  road = await openRoad()
  await road.take(fileText(offences(20, { month: '2018-01' })))
  run = (await road.run(good)).json
})
beforeEach(async () => {
  before = await tablesDigest(road)
})
afterAll(() => road.close())

async function expectRefused({ status, headers, json, text }: Answer<unknown>, wanted: Partial<ProblemDocument> = {}): Promise<void> {
  expect(text).not.toContain('\n')
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(headers.get('cache-control')).toBe('no-store')
  const problem = problemSchema.parse(json)
  expect(problem).toMatchObject(wanted)
  expect(problem.status).toBe(status)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(problem.detail).toMatch(/^[^\n]{10,400}$/)
  expect(await tablesDigest(road)).toEqual(before)
  expect(await road.spooled()).toEqual([])
  const { status: again, json: same } = await road.get<Run>(`/api/runs/${run.id}`)
  expect([again, same]).toEqual([200, run])
}

describe('a file', () => {
  test.each(Object.entries(BAD_FILES))('%s', async (_name, { bytes, kind, line, field }) => {
    const answer = await road.upload(bytes, 'profile=police-uk&file=february.csv')
    await expectRefused(answer, { type: `/problems/${kind}`, status: 422, file: 'february.csv', ...(line && { line }), ...(field && { field }) })
    const { detail } = answer.json as unknown as ProblemDocument
    for (const named of ['february.csv', line ? `line ${line}` : '', field ?? '']) expect(detail).toContain(named)
  })

  test('is as unusable in a dry run', async () => {
    for (const { bytes, kind } of Object.values(BAD_FILES).slice(0, 30))
      await expectRefused(await road.upload(bytes, 'profile=police-uk&dryRun=true'), { type: `/problems/${kind}` })
  })

  test.each([
    'profile=nobody', 'profile=__proto__', `profile=${'x'.repeat(5000)}`, 'profile=', '', 'file=a.csv', 'profile=police-uk&profile=police-uk',
    'profile=police-uk&dryRun=yes', 'profile=police-uk&resolution=9', `profile=police-uk&file=${'x'.repeat(300)}`, 'profile[a]=police-uk',
  ])('asked for by ?%s', async (query) => expectRefused(await road.upload(fileText(offences(1)), query), { status: 400 }))

  test('with a name that would lead elsewhere is stored under its last part', async () => {
    const { json } = await road.upload(fileText(offences(2, { month: '2018-03' })), `profile=police-uk&dryRun=true&file=${encodeURIComponent('../../etc/\u202epass\nwd.csv')}`)
    expect(json.file).toBe('passwd.csv')
  })

  test('of which only a part arrives leaves nothing behind', async () => {
    const text = fileText(offences(5000, { month: '2018-03' }))
    for (const part of [0, 10, text.length >> 1]) {
      const upload = request(`${road.url}/api/ingests?profile=police-uk`, { method: 'POST', headers: { 'Content-Length': text.length } })
      upload.on('error', () => {})
      upload.write(text.slice(0, part) || ' ')
      await expect.poll(() => road.spooled()).toHaveLength(1)
      upload.destroy()
      await expect.poll(() => road.spooled()).toEqual([])
      expect(await tablesDigest(road)).toEqual(before)
    }
  })
})

describe('a query', () => {
  const bodies: [unknown, string | undefined][] = [
    [{ categories: ['witchcraft'] }, 'categories.0'],
    [{ categories: [] }, 'categories'],
    [{ categories: 'robbery' }, 'categories'],
    [{ categories: ['__proto__'] }, 'categories.0'],
    [{ sources: ['fire'] }, 'sources.0'],
    [{ sources: [null] }, 'sources.0'],
    [{ dayParts: ['noon'] }, 'dayParts.0'],
    [{ adjustment: 'fdr' }, 'adjustment'],
    [{ catagories: ['robbery'] }, 'catagories'],
    [JSON.parse('{"__proto__": {"alpha": 0.1}, "constructor": 1}'), undefined],
    [{ period: { from: '2018-02', to: '2018-01' } }, 'period'],
    [{ period: { from: '2018-01', to: '2018-01' } }, 'period'],
    [{ period: { from: '2018-01' } }, 'period.to'],
    [{ period: { from: '2018-13', to: '2019-01' } }, 'period.from'],
    [{ period: { from: '2018-02-30', to: '2019-01' } }, 'period.from'],
    [{ period: { from: '2018-01', to: '2018-02', by: 'day' } }, undefined],
    [{ period: { from: '0000-01', to: '9999-12' } }, 'period.from'],
    [{ period: ['2018-01', '2018-02'] }, 'period'],
    [{ alpha: 2 }, 'alpha'],
    [{ alpha: 0 }, 'alpha'],
    [{ alpha: -0.1 }, 'alpha'],
    [{ alpha: '0.05' }, 'alpha'],
    [{ k: 0 }, 'k'],
    [{ k: 1.5 }, 'k'],
    [{ k: 100 }, 'k'],
    [{ resolution: 5 }, 'resolution'],
    [{ resolution: '9' }, 'resolution'],
    [{ resolution: 10 }, 'resolution'],
    [[], undefined],
    [null, undefined],
    ['robbery', undefined],
    [7, undefined],
  ]
  test.each(bodies)('%j', async (body, field) => {
    const answer = await road.run(body)
    await expectRefused(answer, field ? { field } : {})
    expect((answer.json as unknown as ProblemDocument).detail).toContain(field ?? '')
  })

  test.each([['not JSON', '{"k": 1'], ['a bare word', 'robbery'], ['a list in a list, deep', '['.repeat(30_000)], ['100 kB', `{"k": ${'1'.repeat(100_000)}}`], ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])]])(
    'that is %s', async (_name, body) => expectRefused(await road.call('/api/runs', { method: 'POST', body: body as BodyInit })))

  test('in an encoding nobody knows', async () =>
    expectRefused(await road.call('/api/runs', { method: 'POST', body: '{}', headers: { 'Content-Encoding': 'rot13' } })))
})

describe('an address', () => {
  const cell = latLngToCell(51.734, 0.471, 9)
  const run_ = () => run.id
  const addresses: Record<string, () => string> = {
    'z below 0': () => `/tiles/${run_()}/-1/0/0.arrow`,
    'z 30': () => `/tiles/${run_()}/30/0/0.mvt`,
    'z with a comma': () => `/tiles/${run_()}/9,5/0/0.mvt`,
    'x too large': () => `/tiles/${run_()}/8/256/80.arrow`,
    'y below 0': () => `/tiles/${run_()}/8/1/-1.mvt`,
    'x of letters': () => `/tiles/${run_()}/8/abc/80.mvt`,
    'x in exponents': () => `/tiles/${run_()}/8/1e1/80.mvt`,
    'x of 100 digits': () => `/tiles/${run_()}/8/${'1'.repeat(100)}/80.mvt`,
    'an unknown tile format': () => `/tiles/${run_()}/8/128/84.png`,
    'a tile of an unknown run': () => `/tiles/${'0'.repeat(24)}/8/128/84.mvt`,
    'TileJSON of an unknown run': () => `/tiles/x/tilejson.json`,
    'an unknown run': () => `/api/runs/${'f'.repeat(24)}`,
    'a run of strange form': () => `/api/runs/${encodeURIComponent(`' or 1=1 --`)}`,
    'a run in capital letters': () => `/api/runs/${run_().toUpperCase()}X`,
    'a run that leads elsewhere': () => '/api/runs/..%2f..%2fetc%2fpasswd',
    'a run that leads elsewhere, with bytes': () => '/api/runs/%00/cells.json',
    'a run with a broken escape': () => '/api/runs/%E0%A4%A/cells.json',
    'a run of 10 kB': () => `/api/runs/${'a'.repeat(10_000)}`,
    'cells of an unknown run': () => '/api/runs/abc/cells.csv',
    'hotspots of an unknown run': () => '/api/runs/abc/hotspots.csv',
    'an unknown format': () => `/api/runs/${run_()}/cells.xml`,
    'hotspots as arrow': () => `/api/runs/${run_()}/hotspots.arrow`,
    'an unknown query parameter': () => `/api/runs/${run_()}/cells.csv?res=8`,
    'an unknown query parameter of a run': () => `/api/runs/${run_()}?verbose=1`,
    'an unknown query parameter of the catalogue': () => '/api/catalogue?month=2018-01',
    'an unknown query parameter of a tile': () => `/tiles/${run_()}/8/128/84.mvt?style=1`,
    'a resolution twice': () => `/api/runs/${run_()}/cells.csv?resolution=8&resolution=9`,
    'a resolution that no run has': () => `/api/runs/${run_()}/cells.csv?resolution=10`,
    'a resolution of letters': () => `/api/runs/${run_()}/cells.csv?resolution=fine`,
    'an empty resolution': () => `/api/runs/${run_()}/cells.csv?resolution=`,
    'no cell': () => `/api/runs/${run_()}/cells/hello`,
    'a cell that is a vertex': () => `/api/runs/${run_()}/cells/2${cell.slice(1)}`,
    'a cell of another resolution': () => `/api/runs/${run_()}/cells/${latLngToCell(51.734, 0.471, 12)}`,
    'a cell in capital letters': () => `/api/runs/${run_()}/cells/${cell.toUpperCase()}z`,
    'an unknown ingest': () => '/api/ingests/999999',
    'an ingest larger than the database counts': () => '/api/ingests/99999999999999',
    'an ingest of strange form': () => '/api/ingests/1%20or%201',
    'an unknown path': () => '/api/nothing',
    'an unknown path below an asset': () => '/assets/nothing.js',
    'a path that leads elsewhere': () => '/assets/..%2f..%2fpackage.json',
  }
  test.each(Object.entries(addresses))('%s', async (_name, address) => expectRefused(await road.get(address())))

  test('by another method', async () => {
    for (const [method, path] of [['DELETE', `/api/runs/${run.id}`], ['PUT', '/api/runs'], ['PATCH', '/api/ingests/1'], ['POST', '/api/catalogue']])
      await expectRefused(await road.call(path!, { method: method! }))
  })

  test('from a page of another site, or under a borrowed name', async () => {
    await expectRefused(await road.call('/api/runs', { method: 'POST', body: '{}', headers: { 'Sec-Fetch-Site': 'cross-site' } }), { status: 403 })
  })

  test('its neighbours in the area are right all the same', async () => {
    for (const near of gridDisk(cell, 1)) expect((await road.get(`/api/runs/${run.id}/cells/${near}`)).status).toBe(200)
  })
})
