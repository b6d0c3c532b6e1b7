import { booleanPointInPolygon } from '@turf/turf'
import { cellToLatLng, compactCells } from 'h3-js'
import type { Place } from '../../server/domain/places.ts'
import { STUDY_AREA_RESOLUTION, cellsOverlapping, digestOfCells } from '../../server/domain/studyArea.ts'
import { essexOutline } from './essexOutline.ts'

const NAME = 'Essex (with Southend-on-Sea and Thurrock)'
const METHOD =
  'H3 cells that overlap land (OpenStreetMap coastline; Thames above Hole Haven by hand) and whose centre lies inside an outline ' +
  'of Essex drawn by hand from general knowledge; every GeoNames place checked to be on its own side. Not an official boundary.'

/** The cells of the study area, compacted: the coast decides by overlap, so that a sea front is inside; inland the centre decides. */
export function cutStudyArea(land: GeoJSON.FeatureCollection<GeoJSON.Polygon>) {
  const outline = essexOutline()
  const cells9 = cellsOverlapping(land.features.map((part) => part.geometry.coordinates))
    .filter((cell) => booleanPointInPolygon(cellToLatLng(cell).reverse(), outline))
    .sort()
  const sha256 = digestOfCells(cells9)
  const cells = compactCells(cells9).sort()
  return { name: NAME, version: `essex-${sha256.slice(0, 12)}`, resolution: STUDY_AREA_RESOLUTION, method: METHOD, count: cells9.length, sha256, cells }
}

/** Names of places that the outline puts on the wrong side: must be none. */
export function misplaced(places: Place[]): string[] {
  const outline = essexOutline()
  return places.filter((place) => booleanPointInPolygon([place.lng, place.lat], outline) !== place.inArea).map((place) => place.name)
}
