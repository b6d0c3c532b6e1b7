import { tableFromIPC } from 'apache-arrow'
import { cellToLatLng, greatCircleDistance, UNITS } from 'h3-js'
import { describe, expect, it } from 'vitest'
import type { ResultTable } from '../../server/domain/resultTable.ts'
import { rowsArrow } from '../../server/publish/analyses/arrow.ts'
import { circleOf, rowsGeoJson } from '../../server/publish/analyses/geoJson.ts'
import { rowsCsv, rowsJson, slicesOf } from '../../server/publish/analyses/rows.ts'
import { released } from '../support/analysisInput.ts'

const CELL = '89194e23483ffff'
const table = released({
  name: 'cells', label: 'Cells', geometry: 'cell', rows: 2,
  columns: [
    { name: 'cell', label: 'Cell', type: 'cell', values: BigUint64Array.of(BigInt(`0x${CELL}`), 0x89194e23487ffffn) },
    { name: 'count', label: 'Incidents', type: 'integer', values: Int32Array.of(3, -4) },
    { name: 'z', label: 'z', type: 'number', values: Float64Array.of(1.5, Number.NaN) },
    { name: 'words', label: 'Words', type: 'text', values: ['a "b"', '=cmd'] },
  ],
})
const located = (geometry: ResultTable['geometry'], columns: [string, string | number][]) => released({
  name: 't', label: '', geometry, rows: 1,
  columns: columns.map(([name, value]) => (typeof value === 'string' ? { name, label: '', type: 'text', values: [value] } : { name, label: '', type: 'number', values: Float64Array.of(value) })),
})
const whole = (pieces: Iterable<string>): string => [...pieces].join('')
const mapOf = (of: Parameters<typeof rowsGeoJson>[0]): GeoJSON.FeatureCollection | null => {
  const pieces = rowsGeoJson(of)
  return pieces && (JSON.parse(whole(pieces)) as GeoJSON.FeatureCollection)
}

describe('rows of an analysis', () => {
  it('come in pieces, and together are all of them in order', () => {
    for (const rows of [0, 1, 499, 500, 501, 1250]) {
      const long = released({ name: 'n', label: '', geometry: 'none', rows, columns: [{ name: 'n', label: '', type: 'number', values: Float64Array.from({ length: rows }, (_, n) => (n % 9 === 3 ? Number.NaN : n / 3)) }, { name: 't', label: '', type: 'text', values: Array.from({ length: rows }, (_, n) => `é${n}`) }] })
      const told = Array.from({ length: rows }, (_, n) => [n % 9 === 3 ? null : n / 3, `é${n}`])
      expect([...slicesOf(long)].every((slice) => slice.length <= 500)).toBe(true)
      expect((JSON.parse(whole(rowsJson('id', long))) as { rows: unknown }).rows).toEqual(told)
      expect(whole(rowsCsv(long)).split('\r\n')).toHaveLength(rows + 2)
      expect(tableFromIPC(rowsArrow(long)).toArray().map((row) => Object.values(row.toJSON() as object))).toEqual(told)
    }
  })

  it('are the same in JSON, CSV, Arrow and GeoJSON', () => {
    const rows = [[CELL, 3, 1.5, 'a "b"'], ['89194e23487ffff', -4, null, '=cmd']]
    expect(JSON.parse(whole(rowsJson('an id', table)))).toEqual({
      analysis: 'an id', table: 'cells', rows,
      columns: [['cell', 'Cell', 'cell'], ['count', 'Incidents', 'integer'], ['z', 'z', 'number'], ['words', 'Words', 'text']].map(([name, label, type]) => ({ name, label, type })),
    })
    expect(whole(rowsCsv(table))).toBe(`cell,count,z,words\r\n${CELL},3,1.5,"a ""b"""\r\n89194e23487ffff,-4,,'=cmd\r\n`)
    const arrow = tableFromIPC(rowsArrow(table))
    expect(arrow.toArray().map((row) => Object.values(row.toJSON() as object))).toEqual(rows)
    const map = mapOf(table)!
    expect(map.features.map((f) => Object.values(f.properties!))).toEqual(rows)
    const ring = (map.features[0]!.geometry as GeoJSON.Polygon).coordinates[0]!
    expect(ring[0]).toEqual(ring.at(-1))
    const [lat, lng] = cellToLatLng(CELL)
    expect(Math.abs(ring[0]![1]! - lat)).toBeLessThan(0.01)
    expect(Math.abs(ring[0]![0]! - lng)).toBeLessThan(0.01)
  })

  it('lie where they say: points, circles, rings, groups of cells, or nowhere', () => {
    expect(mapOf(located('point', [['lat', 51.7], ['lng', 0.5]]))!.features[0]!.geometry).toEqual({ type: 'Point', coordinates: [0.5, 51.7] })
    const circle = mapOf(located('circle', [['lat', 51.7], ['lng', 0.5], ['radius_m', 1000]]))!.features[0]!.geometry as GeoJSON.Polygon
    for (const [lng, lat] of circle.coordinates[0]!) expect(greatCircleDistance([51.7, 0.5], [lat!, lng!], UNITS.m)).toBeCloseTo(1000, -1)
    expect(mapOf(located('polygon', [['outline', '0 51;1 51;1 52;0 51']]))!.features[0]!.geometry).toEqual({ type: 'Polygon', coordinates: [[[0, 51], [1, 51], [1, 52], [0, 51]]] })
    expect(mapOf(located('cells', [['cells', CELL]]))!.features[0]!.geometry?.type).toBe('MultiPolygon')
    expect(mapOf(located('none', [['a', 1]]))).toBeNull()
  })

  it('draws rings the right way round', () => {
    const ring = circleOf(51.7, 0.5, 500)
    const area = ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i]![0] * y - x * ring[i]![1]), 0)
    expect(area).toBeGreaterThan(0)
  })
})
