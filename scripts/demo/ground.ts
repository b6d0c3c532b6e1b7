import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { demoGround, type DemoGround } from '../../server/demo/ground.ts'
import type { Place } from '../../server/domain/places.ts'

export const GEO_DATA = fileURLToPath(new URL('../../geo-data', import.meta.url))

/** The real towns and the land, read from geo-data as they lie there: the demo needs nothing else of it. */
export const readGround = (dir = GEO_DATA): DemoGround => {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(dir, file), 'utf8'))
  return demoGround(read('gazetteer/places.json') as Place[], read('boundaries/outline.geojson') as GeoJSON.Feature<GeoJSON.MultiPolygon>)
}
