import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DEMO_DEFAULTS, demoCounty } from './demo/county.ts'
import { demoGround } from './demo/ground.ts'
import { DEMO_ORGANISATION } from './domain/demo.ts'
import { incomingFromPath } from './ingest/incoming.ts'
import { ROOT } from './services.ts'
import type { Services } from './services.ts'

/**
 * Gives an empty database the invented county, through the same in-gate as any other file. Does nothing when there are real data or the
 * county is whole; one that was interrupted is finished, since bytes received before are only recognised.
 */
export const ingestDemoWhenEmpty = async (services: Services, onProgress: (text: string) => void): Promise<void> => {
  const reports = await services.ingest.reports()
  if (reports.some((report) => report.organisations.some((name) => name !== DEMO_ORGANISATION)) || reports.length >= DEMO_DEFAULTS.months) return
  const { places } = services.geoData
  const outline = JSON.parse(await readFile(join(ROOT, 'geo-data/boundaries/outline.geojson'), 'utf8')) as GeoJSON.Feature<GeoJSON.MultiPolygon>
  const dir = await mkdtemp(join(services.spoolDir, 'demo-'))
  try {
    let rows = 0
    for (const { path, text } of demoCounty(DEMO_DEFAULTS, demoGround(places.list, outline))) {
      const file = join(dir, basename(path))
      await writeFile(file, text)
      rows += (await services.ingest.ingestFile({ ...(await incomingFromPath(file, basename(path))), profile: 'police-uk' })).rows.read
      onProgress(`demo county: ${rows.toLocaleString('en-GB')} of ${DEMO_DEFAULTS.incidents.toLocaleString('en-GB')} invented rows taken in`)
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
