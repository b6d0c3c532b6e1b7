import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createAnalyses } from './analyses.ts'
import { createIncidentColumns, createRunGate } from './analysis/runAnalysis.ts'
import type { Config } from './config.ts'
import { codeVersionOf } from './codeVersion.ts'
import { loadGeoData } from './geoData.ts'
import { createGround } from './ground.ts'
import { closeSpares, warmUp } from './ingest/parse/readRows.ts'
import { createIngestGate } from './ingest/ingestFile.ts'
import { createMendGate } from './ingest/mendRows.ts'
import { createProposals } from './ingest/profiles/proposeFromFile.ts'
import { createProfileBook } from './ingest/profiles/profileBook.ts'
import { createReviewGate } from './ingest/reviewPlaces.ts'
import { placesKnownOf } from './publish/quality/placesKnown.ts'
import { createRelease } from './publish/release.ts'
import { loadReferenceData } from './referenceData.ts'
import { isDatabaseDown, openDatabase } from './store/db.ts'
import type { Log } from './store/embedded/supervisor.ts'
import { createHealth } from './store/health.ts'
import { migrate } from './store/migrate.ts'
import { placeDecisions } from './store/placeDecisions.ts'
import { saveProfile, savedProfiles } from './store/profiles.ts'

/** The folder of the project: where geo-data and the built client stand. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Uploads that a killed process left behind. */
const clearOld = async (dir: string, before: number): Promise<void> => {
  for (const name of await readdir(dir)) {
    const path = join(dir, name)
    if ((await stat(path)).mtimeMs < before) await rm(path, { recursive: true, force: true })
  }
}

/** Everything the doors (HTTP, commands) may use, built once. */
export const createServices = async (config: Config, deps: { log: Log; onProgress?: (text: string) => void; now?: () => Date }) => {
  const now = deps.now ?? (() => new Date())
  const geoData = loadGeoData(join(ROOT, 'geo-data'), { studyAreaFile: config.studyAreaFile, studyAreaName: config.studyAreaName })
  const { studyArea, places } = geoData
  const reference = loadReferenceData(join(ROOT, 'geo-data'), config.geoDataDir, places.list)
  const { ground, decisions, profiles } = createGround(config, geoData, reference)
  const spoolDir = join(config.dataDir, 'incoming')
  await mkdir(spoolDir, { recursive: true, mode: 0o700 })
  await clearOld(spoolDir, now().getTime() - 86_400_000)
  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    schema: config.databaseSchema,
    allowEmbeddedInProduction: config.allowEmbeddedInProduction,
    onProgress: deps.onProgress,
    log: deps.log,
  })
  try {
    await migrate(database)
  } catch (error) {
    await database.close()
    throw error
  }
  const { knex } = database
  warmUp()
  for (const definition of await savedProfiles(knex)) profiles.add(definition)
  for (const { key, invented, decision } of await placeDecisions(knex)) decisions[invented ? 'invented' : 'real'].set(key, decision)
  const codeVersion = codeVersionOf(ROOT, studyArea.version)
  const incidentColumns = createIncidentColumns({ knex, studyArea })
  const analyses = createAnalyses({
    knex, studyArea, incidentColumns, reference, codeVersion, now, workers: config.analysisWorkers, limitSeconds: config.analysisSeconds, log: deps.log,
  })
  const ingest = createIngestGate({ knex, ground, profiles, now })
  return {
    config,
    log: deps.log,
    geoData,
    spoolDir,
    engine: database.engine,
    reference,
    profiles,
    profileBook: createProfileBook(profiles, (profile) => saveProfile(knex, profile, now().toISOString()), ground.codeLists, ground.scrubber),
    proposals: createProposals(ground, reference.profiles),
    ingest,
    places: createReviewGate({ knex, ground, decisions, gazetteers: reference.gazetteers, places, busy: ingest.busy, now }),
    mend: createMendGate({ knex, ground, profiles, now }),
    runs: createRunGate({ knex, studyArea, places, codeVersion, now, incidentColumns }),
    analyses,
    release: createRelease({ knex, studyArea, places, placesKnown: placesKnownOf(reference.gazetteers) }),
    health: createHealth(database),
    isDatabaseDown,
    close: async () => {
      await analyses.close()
      await closeSpares()
      await database.close()
    },
  }
}
export type Services = Awaited<ReturnType<typeof createServices>>
