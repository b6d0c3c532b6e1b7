import { cellToBoundary } from 'h3-js'
import type { ResultTable } from '../../domain/resultTable.ts'
import { outlineOf } from '../outline.ts'
import type { Released } from '../release.ts'
import { listPieces } from './rows.ts'
import type { Value } from './rows.ts'

type Position = [number, number]
const round = (degrees: number): number => Number(degrees.toFixed(7))

const ringOf = (cell: string): Position[] => cellToBoundary(cell, true).map(([lng, lat]) => [round(lng), round(lat)])

const EARTH_M = 6_371_008.8
const SIDES = 64

/** A circle as a ring of 64 sides, counter-clockwise, on the sphere. */
export const circleOf = (lat: number, lng: number, radiusM: number): Position[] => {
  const [phi, lambda, d] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180, radiusM / EARTH_M]
  return Array.from({ length: SIDES + 1 }, (_, i): Position => {
    const bearing = (-2 * Math.PI * (i % SIDES)) / SIDES
    const y = Math.asin(Math.sin(phi) * Math.cos(d) + Math.cos(phi) * Math.sin(d) * Math.cos(bearing))
    const x = lambda + Math.atan2(Math.sin(bearing) * Math.sin(d) * Math.cos(phi), Math.cos(d) - Math.sin(phi) * Math.sin(y))
    return [round((x * 180) / Math.PI), round((y * 180) / Math.PI)]
  })
}

const outline = (text: string): Position[] => text.split(';').map((pair) => pair.trim().split(' ').map(Number) as Position)

/** Text of GeoJSON of a table whose rows lie somewhere, in pieces; null for a table that is no map. */
export const rowsGeoJson = (table: Released<ResultTable>): Iterable<string> | null => {
  if (table.geometry === 'none') return null
  const names = table.columns.map(({ name }) => name)
  const at = (row: Value[], name: string): Value => row[names.indexOf(name)] ?? null
  const geometryOf = (row: Value[]): GeoJSON.Geometry | null => {
    const [lat, lng] = [Number(at(row, 'lat')), Number(at(row, 'lng'))]
    switch (table.geometry) {
      case 'cell':
        return { type: 'Polygon', coordinates: [ringOf(String(at(row, 'cell')))] }
      case 'cells': {
        const cells = String(at(row, 'cells') ?? '').split(' ').filter(Boolean)
        return cells.length > 0 ? { type: 'MultiPolygon', coordinates: outlineOf(cells) } : null
      }
      case 'point':
        return { type: 'Point', coordinates: [lng, lat] }
      case 'circle': {
        const radius = Number(at(row, 'radius_m'))
        return radius > 0 ? { type: 'Polygon', coordinates: [circleOf(lat, lng, radius)] } : { type: 'Point', coordinates: [lng, lat] }
      }
      case 'polygon': {
        const text = at(row, 'outline')
        return typeof text === 'string' && text !== '' ? { type: 'Polygon', coordinates: [outline(text)] } : null
      }
      case 'none':
        return null
    }
  }
  const featureOf = (row: Value[]): GeoJSON.Feature<GeoJSON.Geometry | null> => ({
    type: 'Feature', geometry: geometryOf(row), properties: Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])),
  })
  return (function* () {
    yield '{"type":"FeatureCollection","features":'
    yield* listPieces(table, featureOf)
    yield '}'
  })()
}
