import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { latLngToCell } from 'h3-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { widened } from '../../scripts/geo/load/ground.ts'
import type { LoadReport } from '../../scripts/geo/load/credit.ts'
import { load } from '../../scripts/geo/load/load.ts'
import type { GazetteerEntry } from '../../server/domain/gazetteer.ts'
import { parseGazetteer } from '../../server/domain/gazetteerFile.ts'
import { checkManifest, loadGeoData } from '../../server/geoData.ts'

// Every Essex postcode of Code-Point Open 2014 (Ordnance Survey, OS OpenData licence): 44,712 rows.

const FILE = join(process.env['REAL_DATA_DIR'] ?? '', 'codepoint-open-2014/essex-postcodes.csv.gz')
const { studyArea, places } = loadGeoData(fileURLToPath(new URL('../../geo-data', import.meta.url)))
let out: string
let report: LoadReport
let entries: GazetteerEntry[]
let faults: string[]

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'code-point-'))
  report = await load('code-point-open', [FILE], { out, ground: { box: widened(studyArea.bbox, 20), nearest: places.nearest }, date: '2014-08-01' })
  ;({ entries, faults } = parseGazetteer(readFileSync(join(out, report.file), 'utf8')))
})
afterAll(() => rmSync(out, { recursive: true, force: true }))

test('all 44,712 rows are postcodes of the gazetteer', () => {
  expect(faults).toEqual([])
  expect(report.rows).toMatchObject({ read: 44_712, written: 44_712, skipped: {} })
  expect(entries.filter(({ kind }) => kind === 'postcode')).toHaveLength(44_712)
  expect(entries.filter(({ kind }) => kind === 'postcode-sector')).toHaveLength(report.rows.derived)
  expect(report.rows.derived).toBeGreaterThan(200)
  expect(checkManifest(out)).toEqual([])
})

test('they lie in Essex', () => {
  const postcodes = entries.filter(({ kind }) => kind === 'postcode')
  const inside = postcodes.filter(({ lat, lng }) => studyArea.has(latLngToCell(lat, lng, 9)))
  // The study area is drawn by hand: 99 % of the county's land, nearly all of its people.
  expect(inside.length / postcodes.length).toBeGreaterThan(0.99)
})

test.each([
  ['CM1', 'Chelmsford'], ['CO1', 'Colchester'], ['SS1', 'Southend-on-Sea'], ['CM20', 'Harlow'], ['SS14', 'Basildon'], ['CO15', 'Clacton-on-Sea'], ['RM17', 'Grays'],
])('%s lies within 6 km of %s', (district, town) => {
  const of = entries.filter(({ kind, name }) => kind === 'postcode' && name.startsWith(`${district} `))
  expect(of.length).toBeGreaterThan(100)
  const { lat, lng } = places.list.find(({ name }) => name === town)!
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const distanceKm = Math.hypot(mean(of.map((one) => one.lat)) - lat, (mean(of.map((one) => one.lng)) - lng) * Math.cos((lat * Math.PI) / 180)) * 111.195
  expect(distanceKm).toBeLessThan(6)
})
