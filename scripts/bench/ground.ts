import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoCounty } from '../../server/demo/county.ts'
import { demoGround } from '../../server/demo/ground.ts'
import { loadGeoData } from '../../server/geoData.ts'
import { ROOT } from '../../server/services.ts'

/** As many rows as the half year of real files we were given (2018-01 to 06), so that figures can be laid side by side. */
export const DEMO = { seed: 1, firstMonth: '2018-01', months: 6, incidents: 96_352 }

export const geoData = () => loadGeoData(join(ROOT, 'geo-data'))

/** The invented county of the bench, one file a month. */
export function demoFiles(geo = geoData()) {
  const outline = JSON.parse(readFileSync(geo.files.outline.path, 'utf8')) as GeoJSON.Feature<GeoJSON.MultiPolygon>
  return [...demoCounty(DEMO, demoGround(geo.places.list, outline))]
}
