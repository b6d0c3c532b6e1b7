import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../server/config.ts'
import { createServices, type Services } from '../../server/services.ts'
import { openDatabase } from '../../server/store/db.ts'
import { quiet, testDataDir } from '../../tests/support/database.ts'
import { lineWith, type Line } from './line.ts'
import { childrenOf, forgetPeaks, usageOf, usageOfAll } from './processes.ts'

/** Where a journey happens: an engine with an empty database of its own. `remove` leaves nothing behind. */
export type Place = {
  engine: 'embedded' | 'PostgreSQL'
  open(): Promise<Services>
  /** Process ids of the database, as far as they run here. */
  databasePids(): Promise<number[]>
  remove(): Promise<void>
}

export const databaseUrl = (): string | undefined => process.env['DATABASE_URL'] || process.env['TEST_DATABASE_URL'] || undefined

/** The engines that can be had: the embedded one always, PostgreSQL when a server is named. */
export const placeMakers = (): (() => Promise<Place>)[] => {
  const url = databaseUrl()
  return url === undefined ? [embeddedPlace] : [embeddedPlace, () => postgresPlace(url)]
}

async function embeddedPlace(): Promise<Place> {
  const { dataDir, remove } = await testDataDir()
  return {
    engine: 'embedded',
    open: () => createServices(readConfig({ DATA_DIR: dataDir, DEMO: 'off' }), { log: quiet }),
    databasePids: async () => childrenOf(process.pid),
    remove,
  }
}

export async function postgresPlace(url: string): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-'))
  const schema = `bench_${randomUUID().slice(0, 8)}`
  // The connections of the service are told from all others by a name that is used once.
  const named = new URL(url)
  named.searchParams.set('application_name', schema)
  const own = await openDatabase({ databaseUrl: url, dataDir: '', schema, log: quiet })
  return {
    engine: 'PostgreSQL',
    open: () => createServices(readConfig({ DATABASE_URL: named.href, DATABASE_SCHEMA: schema, DATA_DIR: dataDir, DEMO: 'off' }), { log: quiet }),
    databasePids: async () => {
      if (!['localhost', '127.0.0.1', '[::1]'].includes(named.hostname)) return []
      return await own.knex('pg_stat_activity').where({ application_name: schema }).pluck<number[]>('pid')
    },
    remove: async () => {
      await own.knex.raw('drop schema if exists ?? cascade', [schema])
      await own.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Times a piece of a journey once: wall, CPU of this process and of the database, and the highest resident sets meanwhile. */
export async function timed(place: Place, name: string, work: () => Promise<unknown>, note: (ms: number) => string): Promise<Line> {
  const before = await place.databasePids()
  const databaseBefore = usageOfAll(before)?.cpuMs
  forgetPeaks([process.pid, ...before])
  const cpu = process.cpuUsage()
  const started = performance.now()
  await work()
  const ms = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  const database = usageOfAll(await place.databasePids())
  const peakMb = usageOf(process.pid)?.peakMb
  return lineWith({
    name: `${name}, ${place.engine}`, ms, cpuMs: (user + system) / 1000,
    ...(peakMb !== undefined && { peakMb }),
    ...(database && databaseBefore !== undefined && { databaseCpuMs: database.cpuMs - databaseBefore, databasePeakMb: database.peakMb }),
    note: note(ms),
  })
}
