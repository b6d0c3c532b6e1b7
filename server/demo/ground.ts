import { booleanPointInPolygon } from '@turf/turf'
import type { Place } from '../domain/places.ts'
import type { Codes } from './codes.ts'

/** What of the real county the invented one is laid on. */
export type DemoGround = { places: Place[]; onLand: (lat: number, lng: number) => boolean }

/** The gazetteer, and the land of the study area that streets may lie on. */
export const demoGround = (places: Place[], outline: GeoJSON.Feature<GeoJSON.MultiPolygon>): DemoGround => ({
  places,
  onLand: (lat, lng) => booleanPointInPolygon([lng, lat], outline),
})

/** What the county of three feeds is laid on, and the code lists it is written with. */
export type CountyGround = DemoGround & { codes: Codes }
