// Outlines of hotspots and of the selection, as GeoJSON for the map's own line layers.
import { cellsToMultiPolygon, getHexagonEdgeLengthAvg, cellArea, cellToBoundary, isValidCell } from 'h3-js'
import type { Hotspot } from '../../server/contract/results.ts'

type Collection = GeoJSON.FeatureCollection
const collection = (features: GeoJSON.Feature[]): Collection => ({ type: 'FeatureCollection', features })

export function outline(cells: string[], properties: GeoJSON.GeoJsonProperties = {}): GeoJSON.Feature {
  return { type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates: cellsToMultiPolygon(cells, true) } }
}

export function hotspotOutlines(hotspots: Hotspot[]): Collection {
  return collection(hotspots.map((hotspot) => outline(hotspot.cells, { rank: hotspot.rank })))
}

/** A rank number at the peak of each hotspot. */
export function hotspotRanks(hotspots: Hotspot[]): Collection {
  return collection(
    hotspots.map(({ rank, lat, lng }) => ({ type: 'Feature', properties: { rank }, geometry: { type: 'Point', coordinates: [lng, lat] } })),
  )
}

export function selectedOutline(cells: string[]): Collection {
  const valid = cells.filter((cell) => isValidCell(cell))
  return collection(valid.length > 0 ? [outline(valid)] : [])
}

/** West, south, east, north of some cells. */
export function bounds(cells: string[]): [number, number, number, number] {
  const corners = cells.flatMap((cell) => cellToBoundary(cell, true))
  const lngs = corners.map((corner) => corner[0])
  const lats = corners.map((corner) => corner[1])
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

/** True size of one cell: area, and the width between its flat sides. */
export function cellSize(cell: string, resolution: number): { areaKm2: number; widthM: number } {
  return { areaKm2: cellArea(cell, 'km2'), widthM: getHexagonEdgeLengthAvg(resolution, 'm') * Math.sqrt(3) }
}
