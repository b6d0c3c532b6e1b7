import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { countyParts } from '../server/demo/demoFiles.ts'
import { inventCounty } from '../server/demo/invent/county.ts'
import { inventedFiles, writeGazetteer } from './demo/gazetteer.ts'
import { GEO_DATA, readGround } from './demo/ground.ts'
import { USAGE, readOptions, type Asked } from './demo/options.ts'
import { writeParts } from './demo/writeParts.ts'

function run(): void {
  let asked: Asked
  try {
    asked = readOptions(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`)
    process.exitCode = 2
    return
  }
  const ground = readGround()
  if (asked.gazetteer) {
    process.stdout.write(`${writeGazetteer(GEO_DATA, inventCounty(ground)).join('\n')}\n`)
    return
  }
  const { out, county } = asked
  const began = performance.now()
  const written = writeParts(out, countyParts(county, ground), (path) => process.stdout.write(`${join(out, path)}\n`))
  if (asked.withGazetteer) {
    for (const { file, text } of inventedFiles(inventCounty(ground))) {
      const path = join(out, 'geo-data', file)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
      process.stdout.write(`${path}\n`)
    }
  }
  const seconds = (performance.now() - began) / 1_000
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6).toLocaleString('en-GB')} MB`
  process.stdout.write(`${county.incidents.toLocaleString('en-GB')} incidents, ${written.rows.toLocaleString('en-GB')} rows, ${written.files} files, ${megabytes(written.bytes)}, in ${seconds.toFixed(1)} s, at most ${megabytes(process.resourceUsage().maxRSS * 1_024)} of memory\n`)
}

run()
