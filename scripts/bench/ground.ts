import { demoFiles } from '../../server/demo/demoFiles.ts'
import { loadGeoData } from '../../server/geoData.ts'
import { GEO_DATA, readGround } from '../demo/ground.ts'

/** About as many rows as the half year of real files we were given (2018-01 to 06: 96,352), so that figures can be laid side by side. */
const COUNTY = { seed: 1, from: '2018-01', months: 6, incidents: 62_700, sources: ['police-uk'] } as const

export const geoData = () => loadGeoData(GEO_DATA)

/** The invented county of the bench, one police.uk file a month. */
export const countyFiles = () => demoFiles(COUNTY, readGround())
