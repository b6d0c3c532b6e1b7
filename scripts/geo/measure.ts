import { readFileSync } from 'node:fs'
import { booleanPointInPolygon } from '@turf/turf'
import { UNITS, cellArea, cellToChildren, cellToLatLng, cellToParent, polygonToCells } from 'h3-js'
import type { StudyArea } from '../../server/domain/studyArea.ts'

const FINE = 11 // 0.0019 km² a cell: the yardstick

/** Our study area against official boundary files (GeoJSON polygons of the parts of the county), in km² and shares of their area. */
export function measure(ours: StudyArea, boundaryFiles: string[], land: GeoJSON.FeatureCollection<GeoJSON.Polygon>) {
  const truth = new Set<string>()
  for (const file of boundaryFiles) {
    for (const { geometry } of (JSON.parse(readFileSync(file, 'utf8')) as GeoJSON.FeatureCollection).features) {
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : []
      for (const rings of polygons) for (const cell of polygonToCells(rings, FINE, true)) truth.add(cell)
    }
  }
  let [trueKm2, coveredKm2, falseLandKm2, falseWaterKm2] = [0, 0, 0, 0]
  for (const cell of truth) {
    const km2 = cellArea(cell, UNITS.km2)
    trueKm2 += km2
    if (ours.has(cellToParent(cell, 9))) coveredKm2 += km2
  }
  for (const cell of ours.cells(9).flatMap((parent) => cellToChildren(parent, FINE))) {
    if (truth.has(cell)) continue
    const point = cellToLatLng(cell).reverse()
    if (land.features.some((part) => booleanPointInPolygon(point, part))) falseLandKm2 += cellArea(cell, UNITS.km2)
    else falseWaterKm2 += cellArea(cell, UNITS.km2)
  }
  return {
    trueKm2, oursKm2: ours.areaKm2, covered: coveredKm2 / trueKm2, falseLand: falseLandKm2 / trueKm2, falseWater: falseWaterKm2 / trueKm2,
  }
}
