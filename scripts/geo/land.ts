import { area, bbox, bboxPolygon, difference, feature, featureCollection, intersect, polygon, truncate } from '@turf/turf'
import { thames } from './thames.ts'

/** West, south, east, north: Essex with a margin that a map at county scale still shows. */
export const BOX: [number, number, number, number] = [-0.55, 51.25, 1.65, 52.35]
/** Land is drawn as far as anybody sees who zooms out to the whole county: a coast that ends in a straight line looks like one. */
const LAND_BOX: [number, number, number, number] = [-2.4, 50.2, 3.4, 53.6]
const COUNTRIES = ['GBR', 'FRA', 'BEL', 'NLD']
const SLIVER_M2 = 2_000

type Land = GeoJSON.Feature<GeoJSON.Polygon | GeoJSON.MultiPolygon>

/** Land in the wide box, without the tidal Thames, one feature a polygon, five decimals (about 1 m). */
export function cutLand(countries: GeoJSON.FeatureCollection): GeoJSON.FeatureCollection<GeoJSON.Polygon> {
  const wanted = countries.features.filter((country) => COUNTRIES.includes(String(country.properties?.['A3'])))
  if (wanted.length !== COUNTRIES.length) throw new Error(`the coastline package does not hold all of ${COUNTRIES.join(', ')}`)
  const polygons: GeoJSON.Position[][][] = []
  for (const rings of wanted.flatMap(ringsOf)) {
    const [west, south, east, north] = bbox(polygon(rings))
    if (east! < LAND_BOX[0] || west! > LAND_BOX[2] || north! < LAND_BOX[1] || south! > LAND_BOX[3]) continue
    const inBox = intersect(featureCollection<GeoJSON.Polygon>([polygon(rings), bboxPolygon(LAND_BOX)]))
    const dry = inBox && difference(featureCollection<GeoJSON.Polygon | GeoJSON.MultiPolygon>([inBox, polygon(thames())]))
    if (dry) polygons.push(...parts(dry))
  }
  const features = polygons
    .map((rings) => truncate(polygon(rings), { precision: 5 }))
    .filter((part) => area(part) >= SLIVER_M2)
    .sort((a, b) => area(b) - area(a))
  return featureCollection(features)
}

const ringsOf = ({ geometry }: GeoJSON.Feature): GeoJSON.Position[][][] =>
  geometry.type === 'MultiPolygon' ? geometry.coordinates : geometry.type === 'Polygon' ? [geometry.coordinates] : []

export const parts = (land: Land): GeoJSON.Position[][][] =>
  land.geometry.type === 'Polygon' ? [land.geometry.coordinates] : land.geometry.coordinates

/** The land inside an outline, as one multipolygon: what to draw as the edge of the study area. */
export function landWithin(land: GeoJSON.FeatureCollection<GeoJSON.Polygon>, outline: GeoJSON.Polygon): GeoJSON.Feature<GeoJSON.MultiPolygon> {
  const coordinates = land.features.flatMap((part) => {
    const inside = intersect(featureCollection<GeoJSON.Polygon>([part, feature(outline)]))
    return inside ? parts(truncate(inside, { precision: 5 })).filter((rings) => area(polygon(rings)) >= SLIVER_M2) : []
  })
  return feature({ type: 'MultiPolygon', coordinates })
}
