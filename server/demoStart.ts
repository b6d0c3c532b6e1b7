import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Profile } from './contract/profile.ts'
import { readCodes } from './demo/codes.ts'
import { demoFiles } from './demo/demoFiles.ts'
import { demoGround } from './demo/ground.ts'
import { isInvented } from './domain/demo.ts'
import type { Incoming } from './ingest/incoming.ts'
import { ROOT } from './services.ts'
import type { Services } from './services.ts'

/** A file a year and site: as many rows as monthly files, in a tenth of the time. */
const DEMO = { seed: 1, files: 'year' } as const
/** How many files that makes, months that were sent again included: with all of them in, there is nothing to invent. */
export const DEMO_FILES = 23

const incomingFromText = (path: string, text: string): Incoming => {
  const bytes = Buffer.from(text)
  return { file: path.replaceAll('/', ' ').replace(/ (?=[^ ]*$)/, ' '), sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, open: () => Readable.from([bytes]) }
}

/**
 * Gives an empty database the invented county, as three services tell of it, through the same in-gate as any other file. Does nothing
 * when there are real data; a county that was interrupted is finished, since bytes received before are only recognised.
 */
export const ingestDemoWhenEmpty = async (services: Services, onProgress: (text: string) => void): Promise<void> => {
  const reports = await services.ingest.reports()
  if (reports.some((report) => report.organisations.some((name) => !isInvented(name)))) return
  if (reports.length >= DEMO_FILES) return
  const { places } = services.geoData
  const outline = JSON.parse(await readFile(join(ROOT, 'geo-data/boundaries/outline.geojson'), 'utf8')) as GeoJSON.Feature<GeoJSON.MultiPolygon>
  const ground = { ...demoGround(places.list, outline), codes: readCodes(join(ROOT, 'geo-data/reference')) }
  const known = new Set(reports.map(({ sha256 }) => sha256))
  let rows = 0
  for (const { path, profile, text } of demoFiles(DEMO, ground)) {
    const incoming = incomingFromText(path, text)
    if (known.has(incoming.sha256)) continue
    rows += (await services.ingest.ingestFile({ ...incoming, profile: profile satisfies Profile['standard'] })).rows.read
    onProgress(`demo county: ${rows.toLocaleString('en-GB')} invented rows of three services taken in (${path})`)
  }
}
