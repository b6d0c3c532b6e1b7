// What rows are judged against, built once in a process: the geocoders take a moment.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../../server/config.ts'
import { loadGeoData } from '../../server/geoData.ts'
import { createGround } from '../../server/ground.ts'
import { loadReferenceData, type ReferenceData } from '../../server/referenceData.ts'

const folder = fileURLToPath(new URL('../../geo-data', import.meta.url))

export const geoData = loadGeoData(folder)

let reference: ReferenceData | undefined
let built: ReturnType<typeof createGround> | undefined

export const referenceData = (): ReferenceData => (reference ??= loadReferenceData(folder, join(folder, 'none-loaded'), geoData.places.list))

/** Ground and profiles as the service has them, with a quarantine key of their own; shared by all tests of a process. */
export const testGround = (): ReturnType<typeof createGround> =>
  (built ??= createGround(readConfig({ DATA_DIR: mkdtempSync(join(tmpdir(), 'test-ground-')), QUARANTINE_KEY: '5a'.repeat(32) }), geoData, referenceData()))
