import { createHash } from 'node:crypto'
import {
  POLYGON_TO_CELLS_FLAGS, UNITS, cellArea, cellToBoundary, cellToChildren, cellToParent, polygonToCellsExperimental,
} from 'h3-js'
import type { Resolution } from '../contract/vocabulary.ts'
import { createFaceGrid, type FaceGrid } from './faceGrid.ts'
import { createNeighbours, type Neighbours } from './neighbours.ts'

/** A study area is a set of cells of this resolution: finer than any boundary we hold, coarse enough to list. */
export const STUDY_AREA_RESOLUTION = 9

export type StudyArea = {
  name: string
  /** Changes when, and only when, the set of cells does. */
  version: string
  /** Sum of the real areas of its res-9 cells, km²; somewhat more than the land, because cells on the coast reach into the sea. */
  readonly areaKm2: number
  /** West, south, east, north in degrees. */
  readonly bbox: [number, number, number, number]
  has: (cell9: string) => boolean
  /** Sorted. Res 7 and 8: parents of the res-9 cells (so they reach beyond the edge); res 10: their children. */
  cells: (resolution: Resolution) => readonly string[]
  /** Position of each cell in `cells(resolution)`. */
  index: (resolution: Resolution) => ReadonlyMap<string, number>
  /** Real area of each cell, km², in the order of `cells(resolution)`. */
  areaKm2Of: (resolution: Resolution) => Float64Array
  /** Cells of the area within grid distance 1…k of each, in the order of `cells(resolution)`. */
  neighbours: (resolution: Resolution, k: number) => Neighbours
  /** Points to rows of `cells(resolution)`, and where these lie to one another. */
  grid: (resolution: Resolution) => FaceGrid
}

/** Everything but the res-9 set is computed when first asked for, and kept: an area lives as long as the service. */
export function createStudyArea(given: { name: string; version: string; cells9: Iterable<string> }): StudyArea {
  const set9 = new Set(given.cells9)
  if (set9.size === 0) throw new Error(`study area "${given.name}" has no cells`)
  const cells = once((resolution: Resolution): readonly string[] => {
    if (resolution === 9) return [...set9].sort()
    if (resolution === 10) return [...set9].flatMap((cell) => cellToChildren(cell, 10)).sort()
    return [...new Set([...set9].map((cell) => cellToParent(cell, resolution)))].sort()
  })
  const index = once((resolution: Resolution): ReadonlyMap<string, number> => new Map(cells(resolution).map((cell, i) => [cell, i])))
  const areaKm2Of = once((resolution: Resolution) => Float64Array.from(cells(resolution), (cell) => cellArea(cell, UNITS.km2)))
  const neighboursOf = once((resolution: Resolution) => createNeighbours(cells(resolution)))
  const grid = once((resolution: Resolution) => createFaceGrid({ cells: cells(resolution), resolution }))
  const bbox = once((resolution: Resolution) => bboxOf(cells(resolution)))
  const areaKm2 = once((resolution: Resolution) => areaKm2Of(resolution).reduce((sum, area) => sum + area, 0))
  return {
    name: given.name,
    version: given.version,
    get areaKm2() {
      return areaKm2(9)
    },
    get bbox() {
      return bbox(9)
    },
    has: (cell9) => set9.has(cell9),
    cells,
    index,
    areaKm2Of,
    neighbours: (resolution, k) => neighboursOf(resolution)(k),
    grid,
  }
}

/** A study area from an operator's own GeoJSON: every cell that its polygons touch. Throws in one line when there is no polygon. */
export function studyAreaFromPolygon(name: string, geojson: GeoJSON.GeoJSON): StudyArea {
  const polygons = polygonsOf(geojson)
  if (polygons.length === 0) throw new Error(`study area "${name}": the GeoJSON holds no polygon`)
  for (const [lng, lat] of polygons.flat(2)) {
    if (!(Math.abs(lng!) <= 180 && Math.abs(lat!) <= 90)) throw new Error(`study area "${name}": coordinates must be longitude and latitude in degrees (WGS84)`)
  }
  const cells9 = cellsOverlapping(polygons)
  return createStudyArea({ name, version: `polygon-${digestOfCells(cells9).slice(0, 12)}`, cells9 })
}

/** The res-9 cells that overlap polygons given as GeoJSON coordinates, without repeats. */
export function cellsOverlapping(polygons: GeoJSON.Position[][][]): string[] {
  const { containmentOverlapping } = POLYGON_TO_CELLS_FLAGS
  return [...new Set(polygons.flatMap((rings) => polygonToCellsExperimental(rings, STUDY_AREA_RESOLUTION, containmentOverlapping, true)))]
}

/** SHA-256 of the set of cells, whatever their order. */
export const digestOfCells = (cells: string[]): string => createHash('sha256').update([...cells].sort().join('\n')).digest('hex')

function polygonsOf(geojson: GeoJSON.GeoJSON | null): GeoJSON.Position[][][] {
  if (geojson === null) return [] // a feature may have no geometry
  if (geojson.type === 'FeatureCollection') return geojson.features.flatMap(polygonsOf)
  if (geojson.type === 'GeometryCollection') return geojson.geometries.flatMap(polygonsOf)
  if (geojson.type === 'Feature') return polygonsOf(geojson.geometry)
  if (geojson.type === 'Polygon') return [geojson.coordinates]
  return geojson.type === 'MultiPolygon' ? geojson.coordinates : []
}

function bboxOf(cells: readonly string[]): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90]
  for (const cell of cells) {
    for (const [lat, lng] of cellToBoundary(cell)) {
      if (lng < box[0]) box[0] = lng
      if (lat < box[1]) box[1] = lat
      if (lng > box[2]) box[2] = lng
      if (lat > box[3]) box[3] = lat
    }
  }
  return box
}

function once<K, V>(compute: (key: K) => V): (key: K) => V {
  const kept = new Map<K, V>()
  return (key) => {
    if (!kept.has(key)) kept.set(key, compute(key))
    return kept.get(key)!
  }
}
