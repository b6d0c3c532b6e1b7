import type { Config } from './config.ts'
import type { GeoData } from './geoData.ts'
import { createGeocoder } from './geocode/geocoder.ts'
import type { PlaceDecision } from './domain/placeDecision.ts'
import type { Ground } from './ingest/ground.ts'
import { createProfileRegistry } from './ingest/profiles/registry.ts'
import { createScrubber } from './ingest/scrub/scrubber.ts'
import { createSeal } from './ingest/seal.ts'
import { quarantineKey } from './quarantineKey.ts'
import type { ReferenceData } from './referenceData.ts'

/** What people have decided about words, by key: filled from the store at start, and changed when a decision is taken. */
export type Decisions = { real: Map<string, PlaceDecision>; invented: Map<string, PlaceDecision> }

/** What rows are judged against, from reference data and settings. Building the geocoders takes a moment: do it once. */
export const createGround = (config: Config, geoData: GeoData, reference: ReferenceData) => {
  const { gazetteers, codeLists, sites } = reference
  const decisions: Decisions = { real: new Map(), invented: new Map() }
  const hospitals = sites.list.filter(({ source }) => source === 'emergency-department')
  const names = function* () {
    for (const entries of [gazetteers.real, gazetteers.invented]) for (const { name, alternatives } of entries) yield* [name, ...alternatives]
  }
  const ground: Ground = {
    studyArea: geoData.studyArea,
    sites,
    codeLists,
    geocoders: {
      real: createGeocoder(gazetteers.real, { sites: hospitals, decisions: decisions.real }),
      invented: createGeocoder(gazetteers.invented, { sites: hospitals, decisions: decisions.invented }),
    },
    scrubber: createScrubber({ keepNames: names() }),
    seal: createSeal(quarantineKey(config.dataDir, config.quarantineKey)),
  }
  return { ground, decisions, profiles: createProfileRegistry(reference.profiles) }
}
