import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../server/config.ts'
import { loadGeoData } from '../server/geoData.ts'
import { createGround } from '../server/ground.ts'
import { closeSpares } from '../server/ingest/parse/readRows.ts'
import { loadReferenceData } from '../server/referenceData.ts'
import { outliveBrokenPipe } from './brokenPipe.ts'
import { createCounty } from './confidence/county.ts'
import { createMeasure, reliabilityOf } from './confidence/measure.ts'
import type { Judged } from './confidence/measure.ts'
import { stretchesOf } from './confidence/stretches.ts'
import { reportText } from './confidence/text.ts'
import { GEO_DATA } from './demo/ground.ts'

const USAGE = `npm run confidence-report -- [--seeds 5,6,7,8] [--years 3] [--incidents 30000] [--worlds 999] [--json]
Makes demo counties with known truth, takes their files in (in memory), asks for the hotspot confidence of every cell of resolution 9,
and prints a reliability table: of the cells that were said to be among the top k with so much probability, how many are among the k
cells with the most true incidents, seen by any service or by none. Each source alone, and all added as they come: an incident that
three services tell of counts three times, because nothing links them yet. Over the whole time, a year of it and a quarter.
The constants of the method were fitted to seeds 1 to 4 of 3 years and 30,000 incidents: judge by others.
`
type Asked = { seeds: number[]; years: number; incidents: number; worlds: number; json: boolean }

function readOptions(args: string[]): Asked | null {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { seeds: text, years: text, incidents: text, worlds: text, json: { type: 'boolean' }, help: { type: 'boolean' } } })
  if (values.help) return null
  const whole = (name: string, given: string | undefined, otherwise: number, least: number, most: number): number => {
    const value = Number(given ?? otherwise)
    if (!Number.isInteger(value) || value < least || value > most) throw new Error(`--${name} must be a whole number from ${least} to ${most}`)
    return value
  }
  return {
    seeds: (values.seeds ?? '5,6,7,8').split(',').map((seed) => whole('seeds', seed, 0, 0, 2 ** 31 - 1)),
    years: whole('years', values.years, 3, 1, 20), incidents: whole('incidents', values.incidents, 30_000, 100, 1e7), worlds: whole('worlds', values.worlds, 999, 9, 99_999), json: values.json ?? false,
  }
}

async function main(): Promise<number> {
  let asked: Asked | null
  try {
    asked = readOptions(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`)
    return 2
  }
  if (!asked) {
    process.stdout.write(USAGE)
    return 0
  }
  const geoData = loadGeoData(GEO_DATA)
  const dir = mkdtempSync(join(tmpdir(), 'confidence-'))
  try {
    const judge = createGround(readConfig({ DATA_DIR: dir }), geoData, loadReferenceData(GEO_DATA, join(dir, 'none'), geoData.places.list))
    const measure = createMeasure(geoData.studyArea)
    const stretches = stretchesOf(asked.years)
    const judged: Judged[] = []
    for (const seed of asked.seeds) {
      const began = performance.now()
      const county = await createCounty({ seed, months: 12 * asked.years, incidents: asked.incidents, files: 'year' }, judge)
      judged.push(...measure(county, stretches, { worlds: asked.worlds, seed: 1 }))
      process.stderr.write(`seed ${seed}: ${county.facts.length.toLocaleString('en-GB')} accounts of ${asked.incidents.toLocaleString('en-GB')} incidents, ${((performance.now() - began) / 1000).toFixed(0)} s\n`)
    }
    const { worlds } = asked
    process.stdout.write(asked.json
      ? `${JSON.stringify({ ...asked, stretches, all: reliabilityOf(judged), naive: reliabilityOf(judged, 'naive') }, null, 2)}\n`
      : `Demo counties ${asked.seeds.join(', ')}: ${asked.incidents.toLocaleString('en-GB')} true incidents in ${12 * asked.years} months, ${worlds} simulated worlds\n\n${reportText(judged, stretches.map(({ name }) => name))}`)
    return 0
  } finally {
    void closeSpares()
    rmSync(dir, { recursive: true, force: true })
  }
}

outliveBrokenPipe()
process.exitCode = await main()
