// A small invented county as three services tell of it, taken in through the in-gate.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCodes } from '../../server/demo/codes.ts'
import { demoFiles } from '../../server/demo/demoFiles.ts'
import { demoGround } from '../../server/demo/ground.ts'
import { ROOT } from '../../server/services.ts'
import { geoData } from './ground.ts'
import type { Road } from './road.ts'

/** Two years, about 4,000 true incidents. */
export async function countyOfThree(road: Road): Promise<void> {
  const outline = JSON.parse(readFileSync(geoData.files.outline.path, 'utf8')) as GeoJSON.Feature<GeoJSON.MultiPolygon>
  const ground = { ...demoGround(geoData.places.list, outline), codes: readCodes(join(ROOT, 'geo-data/reference')) }
  const options = { seed: 5, from: '2023-01', months: 24, incidents: 4000, files: 'year', sources: ['istv', 'ambulance-cad', 'police-extract'] } as const
  for (const { path, profile, text } of demoFiles(options, ground)) {
    if (path.endsWith('.xml')) continue
    const { status, text: said } = await road.upload(text, `profile=${profile}&file=${path.replaceAll('/', '-')}`)
    if (status !== 201 && status !== 200) throw new Error(`${path} not taken in: ${said}`)
  }
}
