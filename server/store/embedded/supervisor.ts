// Starts the embedded database in a process of its own, starts it again when it dies, and ends it.

import { fork, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import pg from 'pg'
import type { ChildMessage, ChildTask, ParentMessage } from './child.ts'
import { DataDirInUse } from './lock.ts'

/** The part of a pino logger that is used here. */
export type Log = Record<'info' | 'warn' | 'error', (fields: object, text: string) => void>
export type EmbeddedOptions = { dataDir: string; onProgress?: ((text: string) => void) | undefined; log: Log }
export type Embedded = Awaited<ReturnType<typeof startEmbedded>>

const childPath = fileURLToPath(new URL('./child.ts', import.meta.url))
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const port = 5432 // only a part of the socket's name
const mostRestartsInAMinute = 5
const closeWithin = 20_000 // ms

/** A directory that no other user of the machine can enter; a socket's whole path must stay under about 104 bytes. */
function makeSocketDir(): string {
  const base = tmpdir().length < 70 ? tmpdir() : '/tmp'
  return mkdtempSync(join(base, 'embedded-db-'))
}

async function answersQuery(connection: pg.ClientConfig) {
  const client = new pg.Client(connection)
  client.on('error', () => {}) // told by the rejected promise as well
  await client.connect()
  try {
    await client.query('select 1')
  } finally {
    await client.end()
  }
}

export async function startEmbedded({ dataDir, onProgress, log }: EmbeddedOptions) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const home = realpathSync(dataDir) // two names of one directory must mean one lock
  const socketDir = makeSocketDir()
  const removeSocketDir = () => rmSync(socketDir, { recursive: true, force: true })
  process.once('exit', removeSocketDir) // for a process that ends without close()
  const connection = { host: socketDir, port, user: 'postgres', database: 'postgres' }
  const task: ChildTask = {
    dataDir: home,
    lockPath: join(home, 'pg.lock'),
    socketPath: join(socketDir, `.s.PGSQL.${port}`),
  }
  let child: ChildProcess | undefined
  let closing: Promise<void> | undefined
  let revival: Promise<void> | undefined
  let deaths: number[] = []

  /** Resolves when the database answers, rejects when its process ends before that. */
  function launch(): Promise<void> {
    const started = fork(childPath, [JSON.stringify(task)], {
      execArgv: ['--import', tsx],
      env: { ...process.env, NODE_NO_WARNINGS: '1', NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    child = started
    createInterface({ input: started.stderr! }).on('line', (line) => log.error({ pid: started.pid }, `embedded database: ${line}`))
    return new Promise((resolve, reject) => {
      let ready = false
      let reason: Error | undefined
      started.on('message', (message: ChildMessage) => {
        if (message.kind === 'progress') onProgress?.(message.text)
        else if (message.kind === 'inUse') reason = new DataDirInUse(message.text, message.pid)
        else if (message.kind === 'failed') reason = new Error(`the embedded database did not start: ${message.text}`)
        else {
          answersQuery(connection).then(() => {
            ready = true
            resolve()
          }, reject)
        }
      })
      started.once('error', reject)
      started.once('exit', (code, signal) => {
        child = undefined
        if (!ready) reject(reason ?? new Error(`the embedded database ended while it started (${signal ?? code})`))
        else if (!closing) revival = revive(signal ?? code).finally(() => (revival = undefined))
      })
    })
  }

  async function revive(how: string | number | null) {
    log.error({ how }, 'the embedded database ended unexpectedly; starting it again')
    for (;;) {
      const now = Date.now()
      deaths = [...deaths.filter((at) => now - at < 60_000), now]
      if (deaths.length > mostRestartsInAMinute) {
        log.error({}, `the embedded database died ${deaths.length} times in a minute; it stays down until the service is restarted`)
        return
      }
      await sleep(100 * 2 ** (deaths.length - 1))
      if (closing) return
      try {
        await launch()
        log.info({}, 'the embedded database is back')
        return
      } catch (error) {
        if (!closing) log.error({ err: error }, 'the embedded database did not come back')
      }
    }
  }

  async function stop() {
    const running = child
    if (running) {
      const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()))
      const killer = setTimeout(() => running.kill('SIGKILL'), closeWithin)
      if (running.connected) running.send('close' satisfies ParentMessage, () => {})
      await ended
      clearTimeout(killer)
    }
    removeSocketDir()
    process.off('exit', removeSocketDir)
  }

  try {
    await launch()
  } catch (error) {
    closing = stop()
    await closing
    throw error
  }
  return {
    connection,
    pid: () => child?.pid,
    /** While it is being started again: resolves when it is back, or when it has been given up. */
    revival: () => revival,
    close: () => (closing ??= stop()),
  }
}
