import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { draftFile, readManifest } from '../../scripts/geo/load/keep.ts'
import { KINDS } from '../../scripts/geo/load/kinds.ts'
import { LoadError } from '../../scripts/geo/load/loadError.ts'
import { GAZETTEER_HEADER } from '../../server/domain/gazetteerFile.ts'
import { workshop, zip, type Workshop } from './loadSupport.ts'

let shop: Workshop
beforeEach(() => void (shop = workshop()))
afterEach(() => shop.remove())

const POSTCODE = 'CM1 1AA,10,570500,206800\n'
const XML = '<?xml version="1.0"?>'
const BOMB = `${XML}<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><FHRSEstablishment>&b;</FHRSEstablishment>`
const XXE = `${XML}<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><osm>&e;</osm>`

describe('a file that is not what it should be gives one line and changes nothing', () => {
  test.each<[kind: string, name: string, content: string | Uint8Array, reason: RegExp]>([
    ['os-open-names', 'a.csv', 'a,b,c\n', /^a\.csv line 1: 3 columns, OS Open Names has 34$/],
    ['code-point-open', 'a.csv', `${POSTCODE}<html>not found</html>\n`, /^a\.csv line 2: not a row of Code-Point Open/],
    ['code-point-open', 'a.csv', `${POSTCODE}"CM1 1AB,10,570500,206800\n`, /^a\.csv: Quote Not Closed.* line 2/],
    ['code-point-open', 'a.csv', `"${'x'.repeat(200_000)}`, /^a\.csv: Max Record Size/],
    ['code-point-open', 'a.csv', 'CM1 1AA,10,100000,900000\n', /nothing to keep.*1 rows read = 0 written \+ 1 skipped \(outside the box 1\)/],
    ['code-point-open', 'a.csv', '', /nothing to keep.*no rows/],
    ['code-point-open', 'a.csv', Buffer.from([0x43, 0x4d, 0xff, 0xfe, 0x0a]), /^a\.csv: not UTF-8 text/],
    ['code-point-open', 'a.csv.gz', gzipSync(POSTCODE.repeat(1000)).subarray(0, 60), /^a\.csv\.gz: unexpected end of file/],
    ['code-point-open', 'a.zip', Buffer.concat([zip({ 'a.csv': POSTCODE }).subarray(0, 60)]), /^a\.zip: not a sound ZIP file/],
    ['code-point-open', 'a.zip', zip({ 'readme.txt': 'words' }), /^a\.zip: holds no \.csv file/],
    ['onspd', 'a.csv', 'postcode,east\nCM1 1AA,5\n', /^a\.csv line 1: no column pcds, doterm$/],
    ['onspd', 'a.csv', '', /^a\.csv: the file is empty$/],
    ['naptan', 'a.csv', 'ATCOCode,CommonName,StopType\n1,2,3\n1,2\n', /^a\.csv line 3: 2 columns instead of 3$/],
    ['fsa-ratings', 'a.xml', BOMB, /^a\.xml line 1: a document type \(DTD\) is not allowed$/],
    ['fsa-ratings', 'a.xml', `${XML}\n<FHRSEstablishment><EstablishmentDetail>`, /^a\.xml line 2: unclosed tag: EstablishmentDetail$/],
    ['fsa-ratings', 'a.xml', `${XML}<rss/>`, /^a\.xml: holds no EstablishmentDetail$/],
    ['fsa-ratings', 'a.xml', `${XML}${'<a>'.repeat(40)}`, /lie more than 32 deep/],
    ['osm', 'a.osm', XXE, /^a\.osm line 1: a document type \(DTD\) is not allowed$/],
    ['osm', 'a.osm', `${XML}<html/>`, /^a\.osm line 1: the first element is html, not osm$/],
    ['osm', 'a.osm.pbf', 'x', /PBF is not read; make it XML first/],
    ['osm', 'a.osm', 'hello', /neither OSM XML nor GeoJSON/],
    ['osm', 'a.geojson', '{"type":"FeatureColl', /^a\.geojson: not JSON/],
    ['osm', 'a.geojson', '{"type":"Feature"}', /^a\.geojson: not a GeoJSON FeatureCollection$/],
    ['places-csv', 'a.csv', `${GAZETTEER_HEADER}a,venue,,,,51.7,0.4,50,\nb,venue,X,,,51.7,0.4,0,\n`, /^a\.csv line 2: no name \(and 1 more\)$/],
    ['harm-weights', 'a.csv', 'code,title,days\n8N,x,many\n', /^a\.csv line 2: "many" is not a number of days$/],
    ['code-list', 'My List.csv', 'code,match,field,value,label,provisional\n1,exact,sex,male,Male,0\n', /"My List" is no name for a code list/],
    ['code-list', 'mine.csv', 'code,match,field,value,label,provisional\n1,exact,sex,man,Man,0\n', /^mine\.csv line 2: "man" is not a word of sex$/],
  ])('%s %s %#', async (kind, name, content, reason) => {
    await shop.load('code-point-open', [shop.file('before.csv', POSTCODE)])
    const before = shop.state()
    const failed = await shop.load(kind, [shop.file(name, content)]).then(() => null, (error: unknown) => error)
    expect(failed).toBeInstanceOf(LoadError)
    expect((failed as Error).message).toMatch(reason)
    expect(shop.state()).toEqual(before)
    expect(shop.faults()).toEqual([])
  })

  test.each(KINDS)('%s: a file that is not there', async (kind) => {
    await expect(shop.load(kind, [join(shop.dir, 'none.csv')])).rejects.toThrow(/none\.csv cannot be read: ENOENT/)
    expect(shop.state()).toEqual({})
  })

  test('a fault in the second of two files', async () => {
    const good = shop.file('good.csv', POSTCODE)
    await expect(shop.load('code-point-open', [good, shop.file('bad.csv', 'x\n')])).rejects.toThrow('bad.csv line 1')
    expect(shop.state()).toEqual({})
  })

  test('a manifest that cannot be read is told before any work', async () => {
    await shop.load('code-point-open', [shop.file('a.csv', POSTCODE)])
    writeFileSync(join(shop.out, 'manifest.json'), '{"files": 3}')
    await expect(shop.load('code-point-open', [shop.file('a.csv', POSTCODE)])).rejects.toThrow('is not a manifest')
    expect(() => readManifest(shop.out)).toThrow(LoadError)
  })
})

test('a load that is killed leaves the file of before, and the next one clears up after it', async () => {
  await shop.load('code-point-open', [shop.file('before.csv', POSTCODE)])
  const before = shop.state()
  const large = shop.file('large.csv', Array.from({ length: 400_000 }, (_, i) => `CM${i % 9} ${i % 7}AA,10,${570_000 + (i % 900)},206800\n`).join(''))
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/geoData.ts', 'load', 'code-point-open', large, '--out', shop.out], { stdio: 'ignore' })
  const isWriting = () => existsSync(join(shop.out, 'gazetteer')) && readdirSync(join(shop.out, 'gazetteer')).some((name) => name.endsWith('.part'))
  for (let tries = 0; tries < 1500 && !isWriting() && child.exitCode === null; tries++) await wait(10)
  expect(isWriting()).toBe(true)
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  const { [`gazetteer/.code-point-open.csv.${child.pid}.part`]: leftOver, ...rest } = shop.state()
  expect(leftOver).toBeDefined()
  expect(rest).toEqual(before)
  expect(shop.faults()).toEqual([])
  await shop.load('code-point-open', [shop.file('before.csv', POSTCODE)])
  expect(shop.state()).toEqual(before)
})

test('drafts of a load that still runs are left alone', async () => {
  const draft = await draftFile(shop.out, 'gazetteer/naptan.csv')
  const path = join(shop.out, 'gazetteer', `.naptan.csv.${process.ppid}.part`)
  writeFileSync(path, 'in work')
  const second = await draftFile(shop.out, 'gazetteer/naptan.csv')
  expect(existsSync(path)).toBe(true)
  await draft.discard()
  await second.discard()
})
