import proj4 from 'proj4'
import type { Point } from '../invent/ground.ts'

// Helmert transformation of seven parameters: some 5 m of the Ordnance Survey's grid shift, far below any cell.
const toGrid = proj4('EPSG:4326', '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs')

/** EPSG:27700, whole metres. */
export function gridOf({ lat, lng }: Point): [easting: string, northing: string] {
  const [easting, northing] = toGrid.forward([lng, lat])
  return [String(Math.round(easting!)), String(Math.round(northing!))]
}
