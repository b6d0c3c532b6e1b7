import { cellsToMultiPolygon } from 'h3-js'

/** The outline of a group of cells as GeoJSON MultiPolygon coordinates, lng/lat. */
export const outlineOf = (cells: string[]): number[][][][] =>
  cellsToMultiPolygon(cells, true).map((polygon) => polygon.map((ring) => ring.map(([lng, lat]) => [Number(lng.toFixed(7)), Number(lat.toFixed(7))])))
