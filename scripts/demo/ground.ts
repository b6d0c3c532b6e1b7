import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCodes } from '../../server/demo/codes.ts'
import { type CountyGround, demoGround } from '../../server/demo/ground.ts'
import type { Place } from '../../server/domain/places.ts'

export const GEO_DATA = fileURLToPath(new URL('../../geo-data', import.meta.url))

/** All that a demo county is made from: the real towns, the land and the code lists, read from geo-data as they lie there. */
export const readGround = (): CountyGround => {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(GEO_DATA, file), 'utf8'))
  const ground = demoGround(read('gazetteer/places.json') as Place[], read('boundaries/outline.geojson') as GeoJSON.Feature<GeoJSON.MultiPolygon>)
  return { ...ground, codes: readCodes(join(GEO_DATA, 'reference')) }
}
