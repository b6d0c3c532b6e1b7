import { cellToBoundary } from 'h3-js'
import type { CellRow, Hotspot, Run } from '../contract/results.ts'
import type { Released } from './release.ts'
import { figure } from './releasedTable.ts'
import type { ReleasedTable } from './releasedTable.ts'

const rowOf = (t: ReleasedTable, row: number): CellRow => ({
  cell: t.cells[row] ?? '',
  count: figure(t.counts[row]),
  z: figure(t.z[row]),
  p: figure(t.p[row]),
  adjusted_p: figure(t.adjustedP[row]),
  state: t.states[row] ?? 'no-data',
})

export const cellRows = (t: Released<ReleasedTable>): CellRow[] => t.cells.map((_, row) => rowOf(t, row))

/** RFC 4180 with CRLF. Text that a spreadsheet would read as a formula gets a leading apostrophe; numbers stay numbers. */
const csvField = (value: string | number | null): string => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Lines of a table, safe to open in a spreadsheet. */
export const csvLines = (rows: (string | number | null)[][]): string => rows.map((row) => row.map(csvField).join(',') + '\r\n').join('')

/** Text of a table, safe to open in a spreadsheet. */
export const tableCsv = (header: string[], rows: (string | number | null)[][]): string => csvLines([header, ...rows])

export const cellsCsv = (t: Released<ReleasedTable>): string =>
  tableCsv(
    ['cell', 'count', 'z', 'p', 'adjusted_p', 'state'],
    cellRows(t).map((row) => [row.cell, row.count, row.z, row.p, row.adjusted_p, row.state]),
  )

/** Rings of GeoJSON: lng/lat, closed, counter-clockwise outside. */
const ringOf = (cell: string): number[][] => cellToBoundary(cell, true).map(([lng, lat]) => [Number(lng.toFixed(7)), Number(lat.toFixed(7))])

export const cellsGeoJson = (t: Released<ReleasedTable>) => ({
  type: 'FeatureCollection' as const,
  features: cellRows(t).map((row) => ({
    type: 'Feature' as const,
    id: row.cell,
    geometry: { type: 'Polygon' as const, coordinates: [ringOf(row.cell)] },
    properties: row,
  })),
})

export const hotspotsCsv = ({ hotspots }: Released<Run>): string =>
  tableCsv(
    ['rank', 'place', 'incidents', 'share', 'area_km2', 'ratio', 'z', 'adjusted_p', 'lat', 'lng', 'peak_cell', 'cells'],
    hotspots.map((h) => [h.rank, h.place, h.incidents, h.share, h.areaKm2, h.ratio, h.z, h.adjustedP, h.lat, h.lng, h.peakCell, h.cells.join(' ')]),
  )

export const hotspotsGeoJson = ({ hotspots }: Released<Run>, outline: (cells: string[]) => number[][][][]) => ({
  type: 'FeatureCollection' as const,
  features: hotspots.map(({ cells, ...hotspot }: Hotspot) => ({
    type: 'Feature' as const,
    id: hotspot.rank,
    geometry: { type: 'MultiPolygon' as const, coordinates: outline(cells) },
    properties: { ...hotspot, cells: cells.length },
  })),
})
