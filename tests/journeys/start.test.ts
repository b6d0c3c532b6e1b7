import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IngestReport } from '../../server/contract/ingest.ts'
import type { Catalogue, Run } from '../../server/contract/results.ts'
import { DEMO_FILES } from '../../server/demoStart.ts'
import { npmStart } from '../support/newcomer.ts'
import type { Running } from '../support/newcomer.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('npm start on an empty machine', () => {
  let dataDir: string
  let service: Running
  let run: Run

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'newcomer-'))
    service = await npmStart({ DATA_DIR: dataDir })
  })
  afterAll(async () => {
    await service.stop()
    await rm(dataDir, { recursive: true, force: true })
  })

  test('tells how far it is and ends ready, on loopback', () => {
    expect(service.output()).toMatch(/embedded database in .* \(for evaluation\)/)
    expect(service.output()).toMatch(/demo county: 4\d,\d{3} invented rows of three services taken in/)
    expect(service.output()).toMatch(/computed run [0-9a-f]{24}: [\d,]+ incidents, \d+ hotspots/)
    expect(service.url).toMatch(/^http:\/\/localhost:\d+$/)
  })

  test('shows a county with hotspots, and says that it is invented', async () => {
    const catalogue = (await (await fetch(`${service.url}/api/catalogue`)).json()) as Catalogue
    expect(catalogue.demo).toBe(true)
    expect([...new Set(catalogue.sources.map(({ source }) => source))].toSorted()).toEqual(['ambulance', 'emergency-department', 'police'])
    expect(catalogue.sources.map(({ organisation }) => organisation)).toHaveLength(6)
    for (const { organisation, incidents } of catalogue.sources) expect({ organisation, plenty: incidents > 500 }).toEqual({ organisation, plenty: true })
    expect(catalogue.dayPartsKnown).toBe(true)
    const answer = await fetch(`${service.url}/api/runs`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(200)
    run = (await answer.json()) as Run
    expect(run.hotspots.length).toBeGreaterThan(5)
    expect(run.incidents).toBeGreaterThan(5000)
  })

  test('refuses a page of another site, and a name bent to loopback', async () => {
    const post = (headers: Record<string, string>) => fetch(`${service.url}/api/runs`, { method: 'POST', body: '{}', headers })
    expect((await post({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    expect((await post({ 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200)
  })

  test('holds its directory against a second process, which says why', () => {
    const second = spawnSync('npm', ['run', '-s', 'ingest', '--', '--profile', 'police-uk', 'package.json'], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataDir },
      encoding: 'utf8',
    })
    expect(second.status).not.toBe(0)
    expect(second.stderr.trim().split('\n')).toEqual([expect.stringMatching(/embedded database in .* is in use by process \d+/)])
  })

  test('stops cleanly at Ctrl-C, and the next start finds everything', async () => {
    await service.stop()
    expect(service.output()).toMatch(/stopped\s*$/)
    expect(existsSync(join(dataDir, 'pg.lock'))).toBe(false)
    expect(await readdir(join(dataDir, 'incoming'))).toEqual([])

    service = await npmStart({ DATA_DIR: dataDir })
    expect(service.output()).toContain(`found run ${run.id}`)
    expect(service.output()).not.toContain('demo county')
    const { ingests } = (await (await fetch(`${service.url}/api/ingests`)).json()) as { ingests: IngestReport[] }
    expect(ingests).toHaveLength(DEMO_FILES)
    for (const { rows } of ingests) expect(rows.accepted + rows.quarantined + rows.duplicate + rows.superseded).toBe(rows.read)
    expect(ingests.reduce((rows, ingest) => rows + ingest.rows.accepted, 0)).toBeGreaterThan(40_000)
  })
})

describe('a setting that makes no sense', () => {
  test.each([
    ['PORT', 'abc'],
    ['DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none'],
    ['STUDY_AREA', '/no/such/file.geojson'],
  ])('%s=%s ends the start with one line', (name, value) => {
    const tried = spawnSync(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
      cwd: root,
      env: { PATH: process.env['PATH'], DATA_DIR: join(tmpdir(), 'never-used'), [name]: value },
      encoding: 'utf8',
      timeout: 60_000,
    })
    expect(tried.status).toBe(1)
    const lines = tried.stderr.trim().split('\n')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^cannot start: /)
  })
})
