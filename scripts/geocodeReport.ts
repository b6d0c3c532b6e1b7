import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createGeocoder } from '../server/geocode/geocoder.ts'
import { loadGeoData } from '../server/geoData.ts'
import { createScrubber } from '../server/ingest/scrub/scrubber.ts'
import { loadReferenceData } from '../server/referenceData.ts'
import { outliveBrokenPipe } from './brokenPipe.ts'
import { readCorpus } from './geocode/corpus.ts'
import { measure } from './geocode/measure.ts'
import { reportText } from './geocode/text.ts'

const USAGE = `npm run geocode-report -- DIR [--json]
Geocodes every text of a folder that \`npm run demo-county\` wrote and holds it against the truth: precision by level, placement,
calibration of the stated probabilities, speed. --json prints the same as data.
`
const GEO_DATA = fileURLToPath(new URL('../geo-data', import.meta.url))

export async function report(dir: string) {
  const { places } = loadGeoData(GEO_DATA)
  const { profiles, codeLists, sites, gazetteers } = loadReferenceData(GEO_DATA, join(GEO_DATA, 'none'), places.list)
  const gazetteer = gazetteers.invented
  const hospitals = sites.list.filter(({ source }) => source === 'emergency-department')
  const scrubber = createScrubber({ keepNames: gazetteer.flatMap(({ name, alternatives }) => [name, ...alternatives]) })
  const geocoder = createGeocoder(gazetteer, { sites: hospitals })
  const texts = await readCorpus(dir, { codeLists, sites, scrubber }, profiles, gazetteer)
  return { geocoder, texts, measured: measure(geocoder, texts) }
}

async function main(): Promise<number> {
  let dir: string | undefined
  let json = false
  try {
    const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean' } }, allowPositionals: true })
    if (values.help) {
      process.stdout.write(USAGE)
      return 0
    }
    if (positionals.length !== 1) throw new Error('name one folder')
    dir = positionals[0]!
    json = values.json ?? false
    if (!existsSync(join(dir, 'truth', 'rows.csv'))) throw new Error(`${dir} holds no truth/rows.csv: is it a folder of npm run demo-county?`)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`)
    return 2
  }
  const { judged: _, ...measured } = (await report(dir)).measured
  process.stdout.write(json ? `${JSON.stringify({ dir, ...measured }, null, 2)}\n` : reportText(dir, measured))
  return 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  outliveBrokenPipe()
  process.exitCode = await main()
}
