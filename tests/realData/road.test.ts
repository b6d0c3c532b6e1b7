import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { latLngToCell } from 'h3-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRunGate } from '../../server/analysis/runAnalysis.ts'
import type { Run } from '../../server/contract/results.ts'
import { createIngestGate } from '../../server/ingest/ingestFile.ts'
import { placesKnownOf } from '../../server/publish/quality/placesKnown.ts'
import { createRelease } from '../../server/publish/release.ts'
import { openDatabase, type Database } from '../../server/store/db.ts'
import { migrate } from '../../server/store/migrate.ts'
import { quiet, testDataDir } from '../support/database.ts'
import { incomingFromPath } from '../../server/ingest/incoming.ts'
import { geoData, referenceData, testGround } from '../support/ground.ts'

// Nine real months of Essex Police (data.police.uk, OGL v3.0) down the whole road: the counts are those of the files' README.

const folder = join(process.env['REAL_DATA_DIR'] ?? '', 'police-uk')
const MONTHS = [
  { month: '2018-01', rows: 14_786, violence: 3949 },
  { month: '2018-02', rows: 13_752, violence: 3618 },
  { month: '2018-03', rows: 16_014, violence: 4216 },
  { month: '2018-04', rows: 16_709, violence: 4612 },
  { month: '2018-05', rows: 17_618, violence: 4836 },
  { month: '2018-06', rows: 17_473, violence: 4924 },
  { month: '2024-01', rows: 13_148, violence: 5209 },
  { month: '2024-02', rows: 12_722, violence: 5171 },
  { month: '2024-03', rows: 14_092, violence: 5631 },
]
/** Where anybody in Essex would look first. */
const CENTRES = ['Clacton-on-Sea', 'Chelmsford', 'Southend-on-Sea', 'Colchester', 'Harlow', 'Basildon', 'Grays']

const url = process.env['TEST_DATABASE_URL']
const engines = ['embedded', ...(url ? ['postgresql'] : [])]

const metres = (a: { lat: number; lng: number }, b: { lat: number; lng: number }): number =>
  Math.hypot((a.lat - b.lat) * 111_195, (a.lng - b.lng) * 111_195 * Math.cos((a.lat * Math.PI) / 180))

describe.each(engines)('on the %s engine', (engine) => {
  let db: Database
  let cleanUp: () => Promise<unknown>
  let gates: { ingest: ReturnType<typeof createIngestGate>; runs: ReturnType<typeof createRunGate>; release: ReturnType<typeof createRelease> }
  let mostMemory = 0

  const ask = async (query: object): Promise<Run> => gates.release.run((await gates.runs.findOrMake(query)).id)

  beforeAll(async () => {
    if (engine === 'postgresql') {
      const schema = `real_${process.pid}`
      const dataDir = await mkdtemp(join(tmpdir(), 'real-data-'))
      db = await openDatabase({ databaseUrl: url, schema, dataDir, log: quiet })
      cleanUp = async () => {
        await db.knex.raw('drop schema ?? cascade', [schema])
        await db.close()
        await rm(dataDir, { recursive: true })
      }
    } else {
      const { dataDir, remove } = await testDataDir()
      db = await openDatabase({ dataDir, log: quiet })
      cleanUp = async () => {
        await db.close()
        await remove()
      }
    }
    await migrate(db)
    const { studyArea, places } = geoData
    const now = () => new Date()
    gates = {
      ingest: createIngestGate({ knex: db.knex, ...testGround(), now }),
      runs: createRunGate({ knex: db.knex, studyArea, places, codeVersion: 'test', now }),
      release: createRelease({ knex: db.knex, studyArea, places, placesKnown: placesKnownOf(referenceData().gazetteers) }),
    }
  })
  afterAll(() => cleanUp())

  test.each(MONTHS)('$month: $rows rows go in, every one accounted for', async ({ month, rows }) => {
    const file = `${month}-essex-street.csv.gz`
    const report = await gates.ingest.ingestFile({ ...(await incomingFromPath(join(folder, file), file)), profile: 'police-uk' })
    expect(report).toMatchObject({ status: 'accepted', organisations: ['Essex Police'], periods: [month] })
    expect(report.rows).toEqual({ read: rows, accepted: rows, quarantined: 0, duplicate: 0, superseded: 0 })
    mostMemory = Math.max(mostMemory, process.memoryUsage.rss())
  })

  test.each(MONTHS)('$month: $violence of them violence', async ({ month, violence }) => {
    const [year, number] = month.split('-').map(Number)
    const to = number === 12 ? `${year! + 1}-01` : `${year}-${String(number! + 1).padStart(2, '0')}`
    const { incidents, excluded } = await ask({ period: { from: month, to } })
    expect(incidents + excluded.reduce((sum, e) => sum + e.count, 0)).toBe(violence)
  })

  test('42,166 violence rows, 408 without coordinates, and the centres that everybody knows', async () => {
    const run = await ask({})
    const excluded = Object.fromEntries(run.excluded.map((e) => [e.kind, e.count]))
    expect(excluded['no-coordinates']).toBe(408)
    expect(run.incidents + 408 + (excluded['outside-area'] ?? 0)).toBe(42_166)
    expect(run.monthsReceived).toEqual(MONTHS.map(({ month }) => month))
    const top = run.hotspots.slice(0, 7)
    expect(top.map((hotspot) => hotspot.place).toSorted()).toEqual(CENTRES.toSorted())
    for (const hotspot of top) {
      const centre = geoData.places.list.find((place) => place.name === hotspot.place && place.inArea)!
      expect(metres(hotspot, centre), `${hotspot.place}: peak from the centre`).toBeLessThan(2000)
      expect(hotspot.cells).toContain(latLngToCell(hotspot.lat, hotspot.lng, 9))
    }
    mostMemory = Math.max(mostMemory, process.memoryUsage.rss())
  })

  test('the same bytes again change nothing', async () => {
    const before = await ask({})
    const report = await gates.ingest.ingestFile({ ...(await incomingFromPath(join(folder, '2018-03-essex-street.csv.gz'), 'again.csv.gz')), profile: 'police-uk' })
    expect(report.status).toBe('already-received')
    expect((await ask({})).id).toBe(before.id)
  })

  test('memory of this process stays under 500 MB', () => {
    expect(mostMemory / 1e6).toBeLessThan(500)
  })
})
