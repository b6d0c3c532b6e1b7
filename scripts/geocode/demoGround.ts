// What the demo county's texts are read with: the shipped profiles, code lists and sites, and its invented gazetteer.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createGeocoder } from '../../server/geocode/geocoder.ts'
import { loadGeoData } from '../../server/geoData.ts'
import { createScrubber } from '../../server/ingest/scrub/scrubber.ts'
import { loadReferenceData } from '../../server/referenceData.ts'

const GEO_DATA = fileURLToPath(new URL('../../geo-data', import.meta.url))

export function createDemoGround() {
  const { profiles, codeLists, sites, gazetteers } = loadReferenceData(GEO_DATA, join(GEO_DATA, 'none'), loadGeoData(GEO_DATA).places.list)
  const gazetteer = gazetteers.invented
  const hospitals = sites.list.filter(({ source }) => source === 'emergency-department')
  return {
    profiles, codeLists, sites, gazetteer, hospitals,
    scrubber: createScrubber({ keepNames: gazetteer.flatMap(({ name, alternatives }) => [name, ...alternatives]) }),
    geocoder: createGeocoder(gazetteer, { sites: hospitals }),
  }
}
export type DemoGround = ReturnType<typeof createDemoGround>
