import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { demoSites, gazetteerCsv, sitesCsv } from '../../server/demo/invent/files.ts'
import type { InventedCounty } from '../../server/demo/invent/county.ts'
import { sha256Of, type Manifest, type ManifestFile } from '../../server/geoData.ts'

const CREDIT = {
  source: 'npm run demo-county -- --gazetteer',
  publisher: 'this project',
  licence: 'CC-BY-4.0',
  attribution: 'Place names © GeoNames (CC BY 4.0)',
  date: '2026-11-23',
}
/** The invented gazetteer and sites, as files of geo-data. */
export const inventedFiles = (county: InventedCounty): { file: string; what: string; text: string }[] => [
  { file: 'gazetteer/demo-county.csv', what: 'Gazetteer of the demo county: real towns, everything else invented (postcode area XE does not exist)', text: gazetteerCsv(county.entries) },
  { file: 'reference/sites.csv', what: 'Sites and organisations by code: those of the demo county, all invented', text: sitesCsv(demoSites(county)) },
]

/** Writes the invented files into geo-data, and their lines of the manifest in one step. */
export function writeGazetteer(dir: string, county: InventedCounty): string[] {
  const entries: ManifestFile[] = inventedFiles(county).map(({ file, what, text }) => {
    mkdirSync(dirname(join(dir, file)), { recursive: true })
    writeFileSync(join(dir, file), text)
    return { file, what, ...CREDIT, sha256: sha256Of(text), bytes: Buffer.byteLength(text) }
  })
  const path = join(dir, 'manifest.json')
  const others = (JSON.parse(readFileSync(path, 'utf8')) as Manifest).files.filter(({ file }) => !entries.some((entry) => entry.file === file))
  const files = [...others, ...entries].sort((a, b) => (a.file < b.file ? -1 : 1))
  writeFileSync(path, `${JSON.stringify({ files }, null, 2)}\n`)
  return entries.map(({ file, bytes }) => `geo-data/${file}  ${bytes} bytes`)
}
