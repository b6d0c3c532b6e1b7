import { Float64, Int32, Table, Utf8, tableToIPC, vectorFromArray } from 'apache-arrow'
import { expect, test } from 'vitest'
import { bounds, cellSize, hotspotOutlines } from '../../client/map/outlines.ts'
import { decodeTile } from '../../client/map/tileCells.ts'
import type { Hotspot } from '../../server/contract/results.ts'
import { cellToLatLng, gridDisk } from 'h3-js'

const peak = '89194ad1423ffff'

test('a tile becomes the cells that say something; suppressed stays null, not zero', () => {
  const columns = {
    cell: vectorFromArray(['a', 'b', 'c', 'd'], new Utf8()),
    count: vectorFromArray([5, 0, 0, null], new Int32()),
    z: vectorFromArray([2.5, -1, -4, null], new Float64()),
    p: vectorFromArray([0.01, 0.3, 0.0001, null], new Float64()),
    adjusted_p: vectorFromArray([0.04, 0.6, 0.002, null], new Float64()),
    state: vectorFromArray(['count', 'zero', 'zero', 'suppressed'], new Utf8()),
  }
  const bytes = tableToIPC(new Table(columns), 'stream')
  expect(decodeTile(bytes.slice().buffer)).toEqual([
    { cell: 'a', count: 5, z: 2.5, adjusted_p: 0.04, state: 'count' },
    { cell: 'c', count: 0, z: -4, adjusted_p: 0.002, state: 'zero' },
    { cell: 'd', count: null, z: null, adjusted_p: null, state: 'suppressed' },
  ])
})

test('a hotspot is one outline round its cells', () => {
  const cells = gridDisk(peak, 1)
  const { features } = hotspotOutlines([{ rank: 4, cells } as unknown as Hotspot])
  const geometry = features[0]?.geometry as GeoJSON.MultiPolygon
  expect(features[0]?.properties).toEqual({ rank: 4 })
  expect(geometry.coordinates).toHaveLength(1)
  expect(geometry.coordinates[0]?.[0]).toHaveLength(19)
  const [lat, lng] = cellToLatLng(peak)
  const [west, south, east, north] = bounds(cells)
  expect(west < lng && lng < east && south < lat && lat < north).toBe(true)
  expect(cellSize(peak, 9).areaKm2).toBeCloseTo(0.09, 1)
})
