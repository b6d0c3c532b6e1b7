// The process of the embedded database. Started by supervisor.ts, which talks to it in the messages below.
// It ends by itself when its parent has gone, so that nobody is left holding the directory.

import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { createBridge } from './bridge.ts'
import { DataDirInUse, takeLock, type Lock } from './lock.ts'
import { openPostgres } from './postgresOnWasm.ts'

export type ChildTask = { dataDir: string; lockPath: string; socketPath: string }
export type ChildMessage =
  | { kind: 'progress'; text: string }
  | { kind: 'ready' }
  | { kind: 'inUse'; text: string; pid: number | undefined }
  | { kind: 'failed'; text: string }
export type ParentMessage = 'close'

const task = JSON.parse(process.argv[2]!) as ChildTask
let lock: Lock | undefined
let db: PGlite | undefined
let bridge: ReturnType<typeof createBridge> | undefined
let opening: Promise<void> = Promise.resolve()
let ending: Promise<void> | undefined

function tell(message: ChildMessage) {
  if (process.connected) process.send!(message, undefined, undefined, () => {}) // the parent may go at any moment; 'disconnect' deals with that
}

/** stderr is the supervisor's: each line of it becomes an error in the service's log. */
function complain(error: unknown) {
  process.stderr.write(`${error instanceof Error ? error.message : JSON.stringify(error)}\n`)
}

function end(exitCode: number): Promise<void> {
  ending ??= (async () => {
    await opening.catch(() => {})
    try {
      await bridge?.close()
      await db?.close()
    } catch (error) {
      complain(error)
      exitCode = 1
    }
    lock?.release()
    if (!process.connected) rmSync(dirname(task.socketPath), { recursive: true, force: true }) // nobody else is left to do it
    process.exit(exitCode)
  })()
  return ending
}

async function open() {
  lock = await takeLock(task.lockPath)
  db = await openPostgres(task.dataDir, (text) => tell({ kind: 'progress', text }))
  const { rows } = await db.query<{ server_version: string }>('show server_version')
  bridge = createBridge({
    execute: (batch) => db!.execProtocolRaw(batch),
    parameters: {
      server_version: rows[0]!.server_version,
      server_encoding: 'UTF8',
      client_encoding: 'UTF8',
      DateStyle: 'ISO, MDY',
      TimeZone: 'UTC',
      integer_datetimes: 'on',
      standard_conforming_strings: 'on',
    },
    onBroken: (error) => {
      complain(error)
      process.exit(70) // no clean close: closing a broken session could write what it should not; recovery replays the log
    },
  })
  rmSync(task.socketPath, { force: true }) // left by a predecessor that was killed
  await bridge.listen(task.socketPath)
}

process.on('SIGINT', () => {}) // Ctrl-C goes to the whole group; the parent decides when the database may end
process.on('SIGTERM', () => void end(0))
process.on('disconnect', () => void end(0))
process.on('message', (message: ParentMessage) => {
  if (message === 'close') void end(0)
})

opening = open()
opening.then(
  () => tell({ kind: 'ready' }),
  (error: unknown) => {
    if (error instanceof DataDirInUse) tell({ kind: 'inUse', text: error.message, pid: error.pid })
    else tell({ kind: 'failed', text: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    void end(1)
  },
)
