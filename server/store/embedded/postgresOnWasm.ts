// Opens PGlite on a directory, making it first when there is none, and with fsync: what is acknowledged is on the disk.

import { existsSync, fsyncSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { postgis } from '@electric-sql/pglite-postgis'

// PGlite's own list, less `-F` (which turns fsync off), plus what our connections would ask of a server at startup.
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  // fdatasync and O_DSYNC are empty shells in its libc; fsync reaches the hook below.
  ...['fsync=on', 'wal_sync_method=fsync', 'timezone=UTC'].flatMap((setting) => ['-c', setting]),
]

type NodeStream = { nfd?: number }
type WithNodeFiles = { FS: { filesystems: { NODEFS: { stream_ops: { fsync?: (stream: NodeStream) => number } } } } }

/**
 * The files of a directory, with an fsync. Emscripten's NODEFS has none and answers "done". (Directories have no descriptor
 * there, so a file's name reaches the disk when the file system pleases; ext4 and xfs write it with the file's own fsync.)
 */
function durableFiles(dataDir: string): NodeFS {
  const files = new NodeFS(dataDir)
  const init = files.init.bind(files)
  files.init = async (pg, options) => {
    const made = await init(pg, options)
    made.emscriptenOpts.preRun!.push((module: unknown) => {
      ;(module as WithNodeFiles).FS.filesystems.NODEFS.stream_ops.fsync = (stream) => {
        if (stream.nfd !== undefined) fsyncSync(stream.nfd)
        return 0
      }
    })
    return made
  }
  return files
}

type Wasm = { _pgl_setPGliteExitStatus(status: number): number }
const ordinaryError = 100 // PGlite's POSTGRES_MAIN_LONGJMP: PostgreSQL threw back to its main loop, as for every failed query

/**
 * PGlite asks after every exception why it came, and goes round its loop again whatever the answer: when the backend has ended
 * or trapped, it spins for ever. Throwing from the question ends the loop; the bridge then has this process replaced.
 */
function stopWhenDead(db: PGlite) {
  const wasm = db.Module as unknown as Wasm
  const ask = wasm._pgl_setPGliteExitStatus
  wasm._pgl_setPGliteExitStatus = (status) => {
    const why = ask(status)
    if (status === -2 && why !== ordinaryError) throw new Error(`the backend ended (${why}); it is being started again`)
    return why
  }
}

/** `directory`: the directory that holds `pg`; the caller has its lock. */
export async function openPostgres(directory: string, onProgress: (text: string) => void): Promise<PGlite> {
  const dataDir = join(directory, 'pg')
  // Left behind only by a start that was killed while it made the directory: what is there is half a database without data.
  const unfinished = join(directory, 'pg.unfinished')
  if (existsSync(unfinished)) rmSync(dataDir, { recursive: true, force: true })
  const isNew = !existsSync(join(dataDir, 'PG_VERSION'))
  if (isNew) {
    writeFileSync(unfinished, '')
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  }
  onProgress(isNew ? 'making the embedded database (first start only, about 10 s)' : 'opening the embedded database')
  const db = await PGlite.create({ fs: durableFiles(dataDir), extensions: { postgis, pg_trgm }, startParams })
  stopWhenDead(db)
  if (isNew) onProgress('adding PostGIS to it (first start only, about 8 s)')
  await db.exec('create extension if not exists postgis; create extension if not exists pg_trgm')
  if (isNew) {
    await db.exec('checkpoint')
    rmSync(unfinished)
  }
  return db
}
