// Which part of the world is kept, and the way there from the British National Grid.
import proj4 from 'proj4'

/** West, south, east, north, in degrees. */
export type Box = [number, number, number, number]
export type Point = { lat: number; lng: number }
/** What a conversion has to know of the study area. */
export type Ground = {
  box: Box
  /** the populated place that people would name for a point, with its distance; gives entries a town when their source has none */
  nearest: (lat: number, lng: number) => { name: string; distanceM: number }
}

export const M_PER_DEG = 111_195 // on a sphere of 6,371 km
/** Further from any place that we know, a town would be a guess. */
const TOWN_REACH_M = 6_000

/** A box widened by so many kilometres on every side: people from within are hurt, and treated, outside too. */
export function widened([west, south, east, north]: Box, km: number): Box {
  const latBy = (km * 1000) / M_PER_DEG
  const lngBy = latBy / Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180)
  return [west - lngBy, south - latBy, east + lngBy, north + latBy]
}

export const isInside = ([west, south, east, north]: Box, { lat, lng }: Point): boolean => lng >= west && lng <= east && lat >= south && lat <= north

export const metresBetween = (a: Point, b: Point): number =>
  Math.hypot(a.lat - b.lat, (a.lng - b.lng) * Math.cos((a.lat * Math.PI) / 180)) * M_PER_DEG

export function townAt({ nearest }: Ground, { lat, lng }: Point): string {
  const { name, distanceM } = nearest(lat, lng)
  return distanceM <= TOWN_REACH_M ? name : ''
}

/** EPSG:27700 with the seven-parameter Helmert shift: within about 5 m of the Ordnance Survey's own grid, far less than any cell. */
const GRID =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'
const toWgs84 = proj4(GRID, 'WGS84')

/** Metres east and north to degrees; null when they lie off the grid (0,0 is a usual filler). */
export function fromGrid(easting: number, northing: number): Point | null {
  if (!(easting > 0 && easting < 700_000 && northing > 0 && northing < 1_300_000)) return null
  const [lng, lat] = toWgs84.forward([easting, northing]) as [number, number]
  return { lat, lng }
}
