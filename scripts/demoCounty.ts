import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { DEMO_DEFAULTS, demoCounty } from '../server/demo/county.ts'
import { demoGround } from '../server/demo/ground.ts'
import { loadGeoData } from '../server/geoData.ts'

const USAGE = `npm run demo-county -- --out DIR [--seed 1] [--from 2023-04] [--months 12] [--incidents 30000]
Writes invented police.uk files, DIR/YYYY-MM/YYYY-MM-demo-street.csv. The same options give the same bytes.
`

function options() {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { out: text, seed: text, from: text, months: text, incidents: text } })
  const whole = (name: 'seed' | 'months' | 'incidents') => {
    const value = Number(values[name] ?? DEMO_DEFAULTS[name])
    if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} must be a whole number`)
    return value
  }
  const firstMonth = values.from ?? DEMO_DEFAULTS.firstMonth
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(firstMonth)) throw new Error('--from must be a month like 2023-04')
  if (!values.out) throw new Error('--out DIR is missing')
  return { out: values.out, demo: { seed: whole('seed'), firstMonth, months: whole('months'), incidents: whole('incidents') } }
}

function run() {
  let given
  try {
    given = options()
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`)
    process.exitCode = 2
    return
  }
  const geo = loadGeoData(fileURLToPath(new URL('../geo-data', import.meta.url)))
  const ground = demoGround(geo.places.list, JSON.parse(readFileSync(geo.files.outline.path, 'utf8')) as GeoJSON.Feature<GeoJSON.MultiPolygon>)
  for (const file of demoCounty(given.demo, ground)) {
    const path = join(given.out, file.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, file.text)
    process.stdout.write(`${path}\n`)
  }
}

run()
