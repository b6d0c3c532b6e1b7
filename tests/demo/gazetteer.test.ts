import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { latLngToCell, uncompactCells } from 'h3-js'
import { expect, test } from 'vitest'
import { GEO_DATA } from '../../scripts/demo/ground.ts'
import { inventedFiles } from '../../scripts/demo/gazetteer.ts'
import { PLACE_TYPES } from '../../server/contract/vocabulary.ts'
import { inventCounty } from '../../server/demo/invent/county.ts'
import { GAZETTEER_COLUMNS, GAZETTEER_KINDS } from '../../server/domain/gazetteer.ts'
import { isInvented } from '../../server/domain/demo.ts'
import { ground, metres, pointOf, readWorld, type Row } from './readWorld.ts'

const county = inventCounty(ground)
const rows: Row[] = parse(readFileSync(join(GEO_DATA, 'gazetteer/demo-county.csv')), { columns: true })
const sites: Row[] = parse(readFileSync(join(GEO_DATA, 'reference/sites.csv')), { columns: true })
const ofKind = (kind: string) => rows.filter((row) => row['kind'] === kind)

test('the files of geo-data are what the generator makes', () => {
  for (const { file, text } of inventedFiles(county)) expect(readFileSync(join(GEO_DATA, file), 'utf8') === text, `${file}: run npm run demo-county -- --gazetteer`).toBe(true)
})

test('3,000 to 6,000 entries of all kinds, in the columns of the gazetteer', () => {
  expect(Object.keys(rows[0]!)).toEqual([...GAZETTEER_COLUMNS])
  expect(rows.length).toBeGreaterThan(3_000)
  expect(rows.length).toBeLessThan(6_000)
  expect(new Set(rows.map((row) => row['id'])).size).toBe(rows.length)
  expect(new Set(rows.map((row) => row['kind']))).toEqual(new Set(GAZETTEER_KINDS))
  expect(rows.every((row) => Number(row['radius_m']) > 0 && row['name'] !== '')).toBe(true)
  expect(rows.every((row) => (row['kind'] === 'venue') === PLACE_TYPES.some((type) => type === row['place_type']))).toBe(true)
})

test('all in the study area', () => {
  const { cells } = JSON.parse(readFileSync(join(GEO_DATA, 'boundaries/study-area.json'), 'utf8')) as { cells: string[] }
  const inside = new Set(uncompactCells(cells, 9))
  expect(rows.filter((row) => !inside.has(latLngToCell(Number(row['lat']), Number(row['lng']), 9)))).toEqual([])
})

test('names come back from town to town, each once in its own', () => {
  const streets = ofKind('street')
  const towns = (name: string) => streets.filter((row) => row['name'] === name).length
  expect([towns('High Street'), towns('Station Road'), towns('Church Road')].every((n) => n > 20)).toBe(true)
  expect(streets.filter((row) => /^St \w+s? /.test(row['name']!)).length).toBeGreaterThan(30)
  expect(new Set(streets.map((row) => `${row['name']}, ${row['town']}`)).size).toBe(streets.length)
  expect(ofKind('venue').filter((row) => row['name'] === 'Chicken Castle').length).toBeGreaterThan(8)
  expect(rows.filter((row) => row['alternatives']!.split('|').includes('the Strip')).length).toBe(2)
})

test('postcodes are of the area XE, which there is not; each in a sector of the file', () => {
  const sectors = new Set(ofKind('postcode-sector').map((row) => row['name']))
  const postcodes = ofKind('postcode')
  expect(postcodes.every((row) => /^XE\d{1,2} \d[A-Z]{2}$/.test(row['name']!) && sectors.has(row['name']!.slice(0, -2)))).toBe(true)
  expect(new Set(postcodes.map((row) => row['name'])).size).toBe(postcodes.length)
})

test('sites: every organisation says that it is invented; hospitals stand where the gazetteer has them', () => {
  expect(sites.map((site) => site['code'])).toEqual(['XH101', 'XH102', 'XH103', 'XL201', 'XA001', 'XP001'])
  expect(sites.every((site) => isInvented(site['organisation']!))).toBe(true)
  for (const hospital of ofKind('hospital')) {
    const site = sites.find(({ name }) => name === hospital['name'])!
    expect([site['lat'], site['lng'], site['aliases']]).toEqual([hospital['lat'], hospital['lng'], hospital['alternatives']])
  }
})

test('radii are honest: of what happens at a place, 19 of 20 lie within', () => {
  const { incidents } = readWorld({ sources: [], incidents: 40_000, seed: 3 })
  const byId = new Map(rows.map((row) => [row['id']!, row]))
  const tally = new Map<string, { within: number; all: number }>()
  for (const incident of incidents) {
    const entry = byId.get(incident['place_id']!)
    if (!entry) continue
    const count = tally.get(entry['kind']!) ?? { within: 0, all: 0 }
    count.all++
    if (metres(pointOf(entry), pointOf(incident)) <= Number(entry['radius_m'])) count.within++
    tally.set(entry['kind']!, count)
  }
  expect([...tally.keys()].sort()).toEqual(['hospital', 'landmark', 'park', 'school', 'station', 'stop', 'street', 'venue'])
  for (const [kind, { within, all }] of tally) expect(within / all, `${kind}: ${within} of ${all}`).toBeGreaterThanOrEqual(0.95 - 2.5 * Math.sqrt(0.0475 / all))
  // A street's radius is its own, not one for all: not everything lies within a quarter of it.
  const near = incidents.filter((incident) => incident['place_id']!.startsWith('demo-st-') && metres(pointOf(byId.get(incident['place_id']!)!), pointOf(incident)) < Number(byId.get(incident['place_id']!)!['radius_m']) / 4)
  expect(near.length / incidents.filter((incident) => incident['place_id']!.startsWith('demo-st-')).length).toBeLessThan(0.35)
})

test('a postcode holds its part of the street', () => {
  const { incidents } = readWorld({ sources: [], incidents: 10_000, seed: 4 })
  const outside = incidents.filter((incident) => {
    const codes = county.postcodes.get(incident['place_id']!)
    return codes && !codes.some((code) => metres(code, pointOf(incident)) <= code.radiusM)
  })
  expect(outside.length / incidents.length).toBeLessThan(0.02)
})
