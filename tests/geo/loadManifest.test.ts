import { createHash } from 'node:crypto'
import { readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownGeoData, runLoad } from '../../scripts/geo/load/command.ts'
import { PLACES_EXAMPLE } from '../../scripts/geo/load/placesCsv.ts'
import { createCodeList, parseCodeList } from '../../server/domain/codeList.ts'
import { createHarmWeights, parseHarmWeights } from '../../server/domain/harm.ts'
import { workshop, type Workshop } from './loadSupport.ts'

const SHIPPED = fileURLToPath(new URL('../../geo-data', import.meta.url))
let shop: Workshop
beforeEach(() => void (shop = workshop()))
afterEach(() => shop.remove())

const POSTCODE = 'CM1 1AA,10,570500,206800\n'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('the manifest vouches for what was written and says what it was made from', async () => {
  await shop.load('code-point-open', [shop.file('essex.csv', POSTCODE)])
  await shop.load('places-csv', [shop.file('ours.csv', PLACES_EXAMPLE)])
  expect(shop.faults()).toEqual([])
  expect(shop.manifest().map(({ file }) => file)).toEqual(['gazetteer/code-point-open.csv', 'gazetteer/places-csv.csv'])
  const text = readFileSync(join(shop.out, 'gazetteer/code-point-open.csv'), 'utf8')
  expect(shop.manifest()[0]).toMatchObject({
    source: 'essex.csv', publisher: 'Ordnance Survey', licence: 'OGL-UK-3.0', date: '2025-05-01', sha256: sha256(text), bytes: text.length,
    sources: [{ file: 'essex.csv', sha256: sha256(POSTCODE), bytes: POSTCODE.length }],
    rows: { read: 1, written: 1 },
  })
  expect(shop.manifest()[0]!.attribution).toContain('Crown copyright and database right 2025')
})

test('a second load takes the place of the first, and the same file gives the same folder', async () => {
  await shop.load('code-point-open', [shop.file('a.csv', `${POSTCODE}CM1 1AB,10,570500,206800\n`)])
  await shop.load('code-point-open', [shop.file('essex.csv', POSTCODE)])
  const once = shop.state()
  expect(shop.manifest()).toHaveLength(1)
  await shop.load('code-point-open', [shop.file('essex.csv', POSTCODE)])
  expect(shop.state()).toEqual(once)
  writeFileSync(join(shop.out, 'gazetteer/code-point-open.csv'), 'changed by hand')
  expect(shop.faults()).toEqual(['gazetteer/code-point-open.csv is not the file of the manifest (sha256 differs)'])
})

test('without --date the data are as old as the file', async () => {
  const path = shop.file('a.csv', POSTCODE)
  utimesSync(path, new Date('2024-02-03T12:00:00Z'), new Date('2024-02-03T12:00:00Z'))
  await shop.load('code-point-open', [path], { date: undefined })
  expect(shop.manifest()[0]).toMatchObject({ date: '2024-02-03' })
  await expect(shop.load('code-point-open', [path], { date: '3 February' })).rejects.toThrow('--date has to be YYYY-MM-DD')
})

test('harm weights are read back with their version', async () => {
  await shop.load('harm-weights', [shop.file('chi.csv', 'HO class,Offence title,Days\n8N,"Assault, with injury",20\n5D,GBH,"1,460"\n')], { version: '2020' })
  const { rows, faults } = parseHarmWeights(readFileSync(join(shop.out, 'reference/harm-weights.csv'), 'utf8'))
  expect(faults).toEqual([])
  expect(rows[0]).toEqual({ code: '8N', title: 'Assault, with injury', days: 20 })
  expect(createHarmWeights(rows, String(shop.manifest()[0]!['version'])).version).toBe('2020')
  await shop.load('harm-weights', [shop.file('chi.csv', 'HO class,Days\n8N,21\n')])
  expect(shop.manifest()[0]!['version']).toMatch(/^2025-05-01 [0-9a-f]{12}$/)
  expect(shop.faults()).toEqual([])
})

test('a code list is kept under its name and listed', async () => {
  const text = 'code,match,field,value,label,provisional\n01,exact,method,fist,Fist,0\n'
  await shop.load('code-list', [shop.file('istv-method.csv', text)], { version: '4' })
  await shop.load('code-list', [shop.file('any.csv', text.replace(',0', ',1'))], { list: 'our-methods' })
  const index = JSON.parse(readFileSync(join(shop.out, 'reference/code-lists.json'), 'utf8')) as object
  expect(index).toMatchObject({
    'istv-method': { file: 'reference/istv-method.csv', source: 'istv-method.csv', version: '4', provisional: false },
    'our-methods': { file: 'reference/our-methods.csv', provisional: true },
  })
  const { rows } = parseCodeList(readFileSync(join(shop.out, 'reference/istv-method.csv'), 'utf8'), 'istv-method')
  expect(createCodeList(rows).lookup('01')).toEqual({ method: 'fist' })
  expect(shop.faults()).toEqual([])
})

test('an operator’s own files lie beside the data, never in the checkout', () => {
  expect(ownGeoData({ DATA_DIR: '/srv/violence' })).toBe('/srv/violence/geo-data')
  expect(ownGeoData({ DATA_DIR: '/srv/violence', GEO_DATA_DIR: '/srv/geo' })).toBe('/srv/geo')
})

test('the command: the study area’s box, where it writes, what it prints', async () => {
  const path = shop.file('a.csv', `${POSTCODE}CB1 1AA,10,546000,258000\nEX1 1AA,10,292000,92500\n`)
  const said = await runLoad('load', ['code-point-open', path], { GEO_DATA_DIR: shop.out }, SHIPPED)
  expect(said).toContain('gazetteer/code-point-open.csv')
  expect(said).toContain('3 rows read = 2 written + 1 skipped (outside the box 1)')
  const none = JSON.parse(await runLoad('load', ['code-point-open', path, '--margin', '0', '--json'], { GEO_DATA_DIR: shop.out }, SHIPPED)) as { rows: object }
  expect(none.rows).toMatchObject({ read: 3, written: 1 })
})

test.each([
  [['shapes', 'x.csv'], '"shapes" is not a kind of file; these are: os-open-names'],
  [['naptan', 'x.csv', '--margin', 'wide'], '--margin has to be a number'],
  [['naptan', 'x.csv', '--colour', 'red'], "Unknown option '--colour'"],
])('%j is refused', async (args, reason) => {
  await expect(runLoad('load', args, { GEO_DATA_DIR: shop.out }, SHIPPED)).rejects.toThrow(reason)
  expect(shop.state()).toEqual({})
})
