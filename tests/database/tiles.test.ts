// The out-gate's formats: the same numbers in all of them, every cell in its tile, and answers that may be kept for ever.
import { VectorTile } from '@mapbox/vector-tile'
import { tableFromIPC } from 'apache-arrow'
import { cellToLatLng } from 'h3-js'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CellRow, Run } from '../../server/contract/results.ts'
import { countyTexts, geoData } from '../support/policeUk.ts'
import { openRoad, type Road } from '../support/road.ts'

let road: Road
let run: Run
beforeAll(async () => {
  road = await openRoad()
  for (const text of countyTexts({ firstMonth: '2018-01', months: 1, rows: 4000 })) await road.take(text)
  run = (await road.run({})).json
})
afterAll(() => road.close())

const arrowRows = (bytes: Uint8Array) => tableFromIPC(bytes).toArray().map((row) => (row as { toJSON(): object }).toJSON()) as CellRow[]
const jsonRows = async (resolution: number) => (await road.get<{ cells: CellRow[] }>(`/api/runs/${run.id}/cells.json?resolution=${resolution}`)).json.cells
const shown = { 8: 7, 10: 8, 12: 9 } as const

/** The tiles of a zoom that hold the study area, with one more on each side. */
function tilesOf(z: number): { x: number; y: number }[] {
  const [west, south, east, north] = geoData.studyArea.bbox
  const column = (lng: number) => Math.floor((lng / 360 + 0.5) * 2 ** z)
  const row = (lat: number) => Math.floor((0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI / 2) * 2 ** z)
  const tiles = []
  for (let x = column(west) - 1; x <= column(east) + 1; x++) for (let y = row(north) - 1; y <= row(south) + 1; y++) tiles.push({ x, y })
  return tiles
}

test.each([7, 8, 9])('json, csv, geojson and arrow carry equal values at resolution %i', async (resolution) => {
  const path = `/api/runs/${run.id}/cells`
  const json = await jsonRows(resolution)
  expect(arrowRows(await road.bytes(`${path}.arrow?resolution=${resolution}`))).toEqual(json)
  const csv = (await road.get(`${path}.csv?resolution=${resolution}`)).text.trimEnd().split('\r\n').slice(1).map((line) => line.split(','))
  expect(csv.map(([cell, count, z, p, adjusted_p, state]) => ({ cell, count: Number(count), z: Number(z), p: Number(p), adjusted_p: Number(adjusted_p), state }))).toEqual(json)
  const { features } = (await road.get<GeoJSON.FeatureCollection<GeoJSON.Polygon>>(`${path}.geojson?resolution=${resolution}`)).json
  expect(features.map(({ properties }) => properties)).toEqual(json)
  for (const { id, geometry } of features.slice(0, 50)) {
    const ring = geometry.coordinates[0]!
    expect(ring.at(0)).toEqual(ring.at(-1))
    expect(signedArea(ring), 'RFC 7946: outer rings run counter-clockwise').toBeGreaterThan(0)
    const [lat, lng] = cellToLatLng(String(id))
    expect(ring.every(([x, y]) => Math.abs(x! - lng) < 0.1 && Math.abs(y! - lat) < 0.1)).toBe(true)
  }
})

describe.each([8, 10, 12] as const)('at zoom %i', (z) => {
  test('the .arrow tiles together hold every cell once', async () => {
    const found: CellRow[] = []
    for (const { x, y } of tilesOf(z)) found.push(...arrowRows(await road.bytes(`/tiles/${run.id}/${z}/${x}/${y}.arrow`)))
    expect(found.toSorted((a, b) => (a.cell < b.cell ? -1 : 1))).toEqual(await jsonRows(shown[z]))
  })

  test('the .mvt tiles hold every cell with its figures, whole, and wound as the format asks', async () => {
    const rows = new Map((await jsonRows(shown[z])).map((row) => [row.cell, row]))
    const seen = new Set<string>()
    for (const { x, y } of tilesOf(z)) {
      const { layers } = new VectorTile(new PbfReader(await road.bytes(`/tiles/${run.id}/${z}/${x}/${y}.mvt`)))
      const layer = layers['cells']
      expect(Object.keys(layers)).toEqual(layer ? ['cells'] : [])
      if (!layer) continue
      expect([layer.version, layer.extent]).toEqual([2, 4096])
      for (let i = 0; i < layer.length; i++) {
        const feature = layer.feature(i)
        const { cell } = feature.properties as CellRow
        expect(feature.properties).toEqual(rows.get(cell))
        expect(feature.type).toBe(3)
        seen.add(cell)
        const [ring, ...others] = feature.loadGeometry()
        expect(others).toEqual([])
        expect(signedArea(ring!.map((point) => [point.x, point.y])), 'y runs downwards: positive is clockwise, an outer ring').toBeGreaterThan(0)
        const xs = ring!.flatMap((point) => [point.x, point.y])
        expect(Math.min(...xs)).toBeGreaterThan(-4096)
        expect(Math.max(...xs)).toBeLessThan(2 * 4096)
      }
    }
    expect(seen.size).toBe(rows.size)
  })
})

function signedArea(ring: readonly (readonly number[])[]): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!
    return sum + x! * nextY! - nextX! * y!
  }, 0)
}

test('a tile at sea is empty and no error', async () => {
  expect(arrowRows(await road.bytes(`/tiles/${run.id}/8/0/0.arrow`))).toEqual([])
  expect(new VectorTile(new PbfReader(await road.bytes(`/tiles/${run.id}/8/0/0.mvt`))).layers['cells']?.length ?? 0).toBe(0)
})

test('the deepest zoom still shows snap-point data at resolution 9', async () => {
  const { lat, lng } = run.hotspots[0]!
  const x = Math.floor((lng / 360 + 0.5) * 2 ** 16)
  const y = Math.floor((0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI / 2) * 2 ** 16)
  const { layers } = new VectorTile(new PbfReader(await road.bytes(`/tiles/${run.id}/16/${x}/${y}.mvt`)))
  expect(layers['cells']!.feature(0).properties['cell']).toMatch(/^89/)
})

test('what never changes may be kept for ever, and is not sent twice', async () => {
  for (const path of [`/api/runs/${run.id}`, `/api/runs/${run.id}/cells.csv`, `/api/runs/${run.id}/cells.arrow?resolution=8`, `/api/runs/${run.id}/hotspots.json`, `/tiles/${run.id}/8/128/84.mvt`, `/tiles/${run.id}/8/128/84.arrow`]) {
    const first = await road.get(path)
    const etag = first.headers.get('etag')!
    expect(first.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(etag).toMatch(/^(W\/)?"[^"]+"$/)
    for (const ask of [etag, `"other", ${etag}`, '*']) {
      // no-cache would ask for a fresh answer: fetch adds it by itself to a conditional request
      const again = await road.get(path, { 'If-None-Match': ask, 'Cache-Control': 'max-age=0' })
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag])
    }
    const other = await road.get(path, { 'If-None-Match': '"other"', 'Cache-Control': 'max-age=0' })
    expect([other.status, other.text]).toEqual([200, first.text])
  }
  const [fine, coarse] = await Promise.all([8, 9].map((resolution) => road.get(`/api/runs/${run.id}/cells.csv?resolution=${resolution}`)))
  expect(fine!.headers.get('etag')).not.toBe(coarse!.headers.get('etag'))
})

test('TileJSON points at tiles that are there', async () => {
  type TileJson = { tiles: string[]; bounds: number[]; minzoom: number; maxzoom: number; vector_layers: { id: string; fields: object }[] }
  const { json } = await road.get<TileJson>(`/tiles/${run.id}/tilejson.json`)
  expect(json).toMatchObject({ tilejson: '3.0.0', bounds: geoData.studyArea.bbox, minzoom: 0, maxzoom: 16 })
  expect(json.vector_layers.map(({ id, fields }) => [id, Object.keys(fields)])).toEqual([['cells', ['cell', 'count', 'z', 'p', 'adjusted_p', 'state']]])
  const response = await fetch(json.tiles[0]!.replace('{z}', '8').replace('{x}', '128').replace('{y}', '84'))
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/vnd.mapbox-vector-tile'])
})

test('a run of months that nobody sent has tiles without figures: no data, not zero', async () => {
  const { json: empty } = await road.run({ period: { from: '2030-01', to: '2030-02' } })
  const [row] = arrowRows(await road.bytes(`/tiles/${empty.id}/8/128/84.arrow`))
  expect(row).toMatchObject({ count: null, z: null, p: null, adjusted_p: null, state: 'no-data' })
  const { layers } = new VectorTile(new PbfReader(await road.bytes(`/tiles/${empty.id}/8/128/84.mvt`)))
  expect(layers['cells']!.feature(0).properties).toMatchObject({ state: 'no-data' })
  expect(Object.keys(layers['cells']!.feature(0).properties)).toEqual(['cell', 'state'])
})
