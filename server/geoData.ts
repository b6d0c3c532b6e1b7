import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { uncompactCells } from 'h3-js'
import { createPlaces, type Place, type Places } from './domain/places.ts'
import { createStudyArea, digestOfCells, studyAreaFromPolygon, type StudyArea } from './domain/studyArea.ts'

export type ManifestFile = {
  file: string
  what: string
  source: string
  publisher: string
  licence: string
  /** The line to show wherever the file is drawn or listed. */
  attribution: string
  /** Of the source's data. */
  date: string
  accuracy?: Record<string, string | number>
  sha256: string
  bytes: number
}
export type Manifest = { files: ManifestFile[] }
export type GeoData = {
  studyArea: StudyArea
  places: Places
  /** What the base map is drawn from, as served: absolute path and attribution by name. */
  files: Record<'land' | 'outline' | 'places', { path: string; attribution: string }>
  attributions: string[]
}

const MANIFEST = 'manifest.json'
const BASE_MAP = { land: 'boundaries/land.geojson', outline: 'boundaries/outline.geojson', places: 'gazetteer/places.json' } as const

/** Reads geo-data once, at start. Throws in one line when a file is not the one the manifest vouches for. */
export function loadGeoData(dir: string, options: { studyAreaFile?: string | undefined; studyAreaName?: string | undefined } = {}): GeoData {
  const faults = checkManifest(dir)
  if (faults.length > 0) throw new Error(`geo-data: ${faults.join('; ')}`)
  const { files } = readJson(join(dir, MANIFEST)) as Manifest
  const baseFile = (name: keyof typeof BASE_MAP) => ({
    path: join(dir, BASE_MAP[name]),
    attribution: files.find((entry) => entry.file === BASE_MAP[name])?.attribution ?? '',
  })
  return {
    studyArea: options.studyAreaFile
      ? studyAreaFromPolygon(options.studyAreaName ?? 'Study area', readJson(options.studyAreaFile) as GeoJSON.GeoJSON)
      : builtInStudyArea(dir),
    places: createPlaces(readJson(join(dir, BASE_MAP.places)) as Place[]),
    files: {
      land: baseFile('land'),
      outline: options.studyAreaFile ? { path: options.studyAreaFile, attribution: '' } : baseFile('outline'),
      places: baseFile('places'),
    },
    // What is drawn; code lists and profiles are credited where they are told of.
    attributions: [...new Set(files.filter(({ file }) => file.startsWith('boundaries/') || file === BASE_MAP.places).map((entry) => entry.attribution))],
  }
}

function builtInStudyArea(dir: string): StudyArea {
  const file = readJson(join(dir, 'boundaries/study-area.json')) as { name: string; version: string; resolution: number; sha256: string; cells: string[] }
  const cells9 = uncompactCells(file.cells, file.resolution)
  if (digestOfCells(cells9) !== file.sha256) throw new Error('geo-data: boundaries/study-area.json does not unpack to the cells it names')
  return createStudyArea({ name: file.name, version: file.version, cells9 })
}

/** What differs between the folder and its manifest; empty when all is well. */
export function checkManifest(dir: string): string[] {
  if (!existsSync(join(dir, MANIFEST))) return [`${join(dir, MANIFEST)} is missing`]
  const listed = new Map((readJson(join(dir, MANIFEST)) as Manifest).files.map((entry) => [entry.file, entry]))
  const present = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(join(dir, '/').length).replaceAll('\\', '/'))
    .filter((file) => file !== MANIFEST)
  const unlisted = present.filter((file) => !listed.has(file)).map((file) => `${file} is not in the manifest`)
  const wrong = [...listed].flatMap(([file, { sha256 }]) => {
    if (!present.includes(file)) return [`${file} is missing`]
    return sha256Of(readFileSync(join(dir, file))) === sha256 ? [] : [`${file} is not the file of the manifest (sha256 differs)`]
  })
  return [...unlisted, ...wrong]
}

export const sha256Of = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`${path} cannot be read as JSON: ${(error as Error).message}`)
  }
}
