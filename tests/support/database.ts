// A real, migrated, empty database for a test, on the engine named by TEST_ENGINE: the embedded one (the default), or the
// PostgreSQL server at TEST_DATABASE_URL, in a schema of its own. Close it: an embedded one is nearly a gigabyte.

import { randomUUID } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase, type Database } from '../../server/store/db.ts'
import { startEmbedded, type Log } from '../../server/store/embedded/supervisor.ts'
import { migrate } from '../../server/store/migrate.ts'

export const testEngine: Database['engine'] = process.env['TEST_ENGINE'] === 'postgresql' ? 'postgresql' : 'embedded'

export const quiet: Log = { info() {}, warn() {}, error() {} }

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url))

async function versionOf(name: string): Promise<string> {
  return (JSON.parse(await readFile(join(modules, name, 'package.json'), 'utf8')) as { version: string }).version
}

/** A new embedded database, made once (about 15 s) and copied afterwards (well under a second). */
async function template(): Promise<string> {
  const versions = [await versionOf('@electric-sql/pglite'), await versionOf('@electric-sql/pglite-postgis')]
  const path = join(modules, '.cache', `embedded-template-${versions.join('-')}`)
  if (existsSync(path)) return path
  const draft = `${path}.${randomUUID()}`
  await mkdir(draft, { recursive: true })
  const made = await startEmbedded({ dataDir: draft, log: quiet })
  await made.close()
  // Whole or not at all; another run may have been quicker, and its template is as good.
  await rename(draft, path).catch(() => rm(draft, { recursive: true }))
  return path
}

/** A copied data directory, ready to be opened by a test that starts the whole service. */
export async function testDataDir(): Promise<{ dataDir: string; remove(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'test-data-'))
  await cp(await template(), dataDir, { recursive: true, mode: constants.COPYFILE_FICLONE })
  return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) }
}

export async function testDatabase(): Promise<Database> {
  return testEngine === 'embedded' ? await embedded() : await postgresql()
}

async function embedded(): Promise<Database> {
  const { dataDir, remove } = await testDataDir()
  const db = await openDatabase({ dataDir, log: quiet })
  await migrate(db)
  return {
    ...db,
    async close() {
      await db.close()
      await remove()
    },
  }
}

async function postgresql(): Promise<Database> {
  const databaseUrl = process.env['TEST_DATABASE_URL']
  if (!databaseUrl) throw new Error('TEST_ENGINE=postgresql needs TEST_DATABASE_URL')
  const schema = `test_${randomUUID().slice(0, 8)}`
  const db = await openDatabase({ databaseUrl, schema, dataDir: '', log: quiet })
  await migrate(db)
  return {
    ...db,
    async close() {
      await db.knex.raw('drop schema ?? cascade', [schema])
      await db.close()
    },
  }
}
