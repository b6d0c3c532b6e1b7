import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkManifest, loadGeoData } from '../server/geoData.ts'
import { cutGeoData } from './geo/cut.ts'
import { LOAD_USAGE, runLoad } from './geo/load/command.ts'
import { LoadError } from './geo/load/loadError.ts'
import { measure } from './geo/measure.ts'

const DIR = fileURLToPath(new URL('../geo-data', import.meta.url))
const USAGE = `npm run geo-data -- cut                 fetch the source packages and write geo-data/ anew
npm run geo-data -- check [DIR]         compare geo-data/ (or a folder of your own) with its manifest
npm run geo-data -- measure FILE…       compare the study area with official boundaries (GeoJSON polygons) of your own
${LOAD_USAGE}`

const [word, ...rest] = process.argv.slice(2)
if (word === 'cut' && rest.length === 0) {
  for (const { file, bytes } of cutGeoData(DIR)) process.stdout.write(`${file}  ${bytes.toLocaleString('en-GB')} bytes\n`)
} else if (word === 'check' && rest.length <= 1) {
  const faults = checkManifest(rest[0] ?? DIR)
  process.stdout.write(faults.length === 0 ? `${rest[0] ?? 'geo-data'} is as the manifest says\n` : `${faults.join('\n')}\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
} else if (word === 'measure' && rest.length > 0) {
  const { studyArea, files } = loadGeoData(DIR)
  process.stdout.write(`${JSON.stringify(measure(studyArea, rest, JSON.parse(readFileSync(files.land.path, 'utf8'))), null, 2)}\n`)
} else if ((word === 'load' || word === 'fetch') && rest.length > 0) {
  try {
    process.stdout.write(await runLoad(word, rest, process.env, DIR))
  } catch (error) {
    // A file that cannot be taken in is an everyday matter: one line, no stack.
    if (!(error instanceof LoadError)) throw error
    process.stderr.write(`${error.message.replace(/\s+/g, ' ')}\nNothing was changed.\n`)
    process.exitCode = 1
  }
} else {
  process.stderr.write(USAGE)
  process.exitCode = 2
}
