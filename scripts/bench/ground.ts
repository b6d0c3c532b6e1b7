import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCodes } from '../../server/demo/codes.ts'
import { demoFiles } from '../../server/demo/demoFiles.ts'
import { demoGround } from '../../server/demo/ground.ts'
import { loadGeoData } from '../../server/geoData.ts'
import { ROOT } from '../../server/services.ts'

/** About as many rows as the half year of real files we were given (2018-01 to 06: 96,352), so that figures can be laid side by side. */
const COUNTY = { seed: 1, from: '2018-01', months: 6, incidents: 62_700, sources: ['police-uk'] } as const
const GEO_DATA = join(ROOT, 'geo-data')

export const geoData = () => loadGeoData(GEO_DATA)

/** The invented county of the bench, one police.uk file a month. */
export function countyFiles(geo = geoData()) {
  const outline = JSON.parse(readFileSync(geo.files.outline.path, 'utf8')) as GeoJSON.Feature<GeoJSON.MultiPolygon>
  return demoFiles(COUNTY, { ...demoGround(geo.places.list, outline), codes: readCodes(join(GEO_DATA, 'reference')) })
}
