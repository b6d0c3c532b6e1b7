import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { CATEGORY_LABELS, SOURCES } from './contract/vocabulary.ts'
import { profileSchema } from './contract/profile.ts'
import type { Profile } from './contract/profile.ts'
import { createCodeList, parseCodeList } from './domain/codeList.ts'
import type { CodeList } from './domain/codeList.ts'
import { checkFormats } from './domain/eventTimeFormats.ts'
import type { GazetteerEntry } from './domain/gazetteer.ts'
import { parseGazetteer } from './domain/gazetteerFile.ts'
import { createHarmWeights, parseHarmWeights } from './domain/harm.ts'
import type { HarmWeights } from './domain/harm.ts'
import type { Place } from './domain/places.ts'
import { createSites } from './domain/sites.ts'
import type { Site, Sites } from './domain/sites.ts'
import { checkManifest } from './geoData.ts'

export type ReferenceData = {
  profiles: Profile[]
  codeLists: ReadonlyMap<string, CodeList>
  sites: Sites
  gazetteers: { real: GazetteerEntry[]; invented: GazetteerEntry[] }
  /** null until an operator has loaded one */
  harm: HarmWeights | null
}

const INVENTED_GAZETTEER = 'demo-county.csv'
const NOT_CODE_LISTS = new Set(['sites.csv', 'harm-weights.csv'])

const orThrow = <T>(file: string, faults: string[], value: T): T => {
  if (faults.length > 0) throw new Error(`geo-data: ${file}: ${faults[0]}${faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''}`)
  return value
}

const filesIn = (dir: string, ending: string): string[] => (existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith(ending)).toSorted() : [])

const parseSites = (text: string): Site[] =>
  (parse(text, { columns: true, bom: true, skip_empty_lines: true, comment: '#', comment_no_infix: true }) as Record<string, string>[]).map((row) => {
    const source = SOURCES.find((name) => name === row['source'])
    if (!source || !row['code'] || !row['organisation']) throw new Error('geo-data: reference/sites.csv: a row without code, source or organisation')
    return {
      code: row['code'], source, organisation: row['organisation'], name: row['name'] ?? '', lat: Number(row['lat']), lng: Number(row['lng']),
      aliases: (row['aliases'] ?? '').split('|').filter(Boolean),
    }
  })

/** Towns of the base map are known to every gazetteer. A town is a disc that grows with its people. */
const townEntry = ({ id, name, lat, lng, population }: Place): GazetteerEntry => ({
  id: `place-${id}`, kind: 'town', name, alternatives: [], town: name, lat, lng, radiusM: Math.round(Math.min(6000, 400 + 9 * Math.sqrt(Math.max(population, 200)))), placeType: null,
})

/** Profiles, code lists, sites and gazetteers: those shipped, and above them what the operator loaded into a folder of his own. */
export const loadReferenceData = (shipped: string, loaded: string, towns: Place[]): ReferenceData => {
  if (existsSync(join(loaded, 'manifest.json'))) {
    const faults = checkManifest(loaded)
    if (faults.length > 0) throw new Error(`geo-data of ${loaded}: ${faults.join('; ')}`)
  }
  const codeLists = new Map<string, CodeList>([['police-uk-category', policeUkCategories()]])
  const sites: Site[] = []
  const gazetteers: ReferenceData['gazetteers'] = { real: towns.map(townEntry), invented: [] }
  let harm: HarmWeights | null = null
  for (const dir of [shipped, loaded]) {
    const reference = join(dir, 'reference')
    for (const file of filesIn(reference, '.csv')) {
      const text = readFileSync(join(reference, file), 'utf8')
      if (file === 'sites.csv') sites.push(...parseSites(text))
      else if (file === 'harm-weights.csv') {
        const { rows, faults } = parseHarmWeights(text)
        harm = createHarmWeights(orThrow(file, faults, rows), file)
      } else if (!NOT_CODE_LISTS.has(file)) {
        const { rows, faults } = parseCodeList(text, file)
        codeLists.set(file.replace(/\.csv$/, ''), createCodeList(orThrow(file, faults, rows)))
      }
    }
    for (const file of filesIn(join(dir, 'gazetteer'), '.csv')) {
      const { entries, faults } = parseGazetteer(readFileSync(join(dir, 'gazetteer', file), 'utf8'))
      gazetteers[file === INVENTED_GAZETTEER ? 'invented' : 'real'].push(...orThrow(file, faults, entries))
    }
  }
  const profiles = filesIn(join(shipped, 'profiles'), '.json').map((file) => {
    const profile = profileSchema.parse(JSON.parse(readFileSync(join(shipped, 'profiles', file), 'utf8')))
    checkFormats(profile.formats)
    return profile
  })
  return { profiles, codeLists, sites: createSites(sites), gazetteers, harm }
}

/** The published names of data.police.uk are their own code list. */
const policeUkCategories = (): CodeList =>
  createCodeList(Object.entries(CATEGORY_LABELS).map(([value, label]) => ({ code: label, match: 'exact', field: 'category', value, label, provisional: false })))
