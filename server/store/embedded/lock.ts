// One process at a time on a data directory. PGlite itself opens a directory twice without complaint, and the two then destroy
// each other's work (measured, decisions/0002). The lock is a file that names its holder; when the holder is no more, it is stale.

import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { identify, isAlive, isOrphan, type Identity } from './processes.ts'

type Holder = Identity & { nonce: string }
export type Lock = { release(): void }

export class DataDirInUse extends Error {
  override name = 'DataDirInUse'
  constructor(message: string, readonly pid?: number) {
    super(message)
  }
}

function holderOf(path: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Holder
    if (typeof holder.pid === 'number' && typeof holder.nonce === 'string') return holder
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
  }
  // Ours are linked in place whole, so one that cannot be read was spoiled by a power cut or a full disk: stale.
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat && { pid: 0, nonce: `${stat.ino}-${Math.trunc(stat.mtimeMs)}` }
}

/** Creates the file whole or not at all: link(2) is as exclusive as O_EXCL, and nobody ever reads a half-written holder. */
function create(path: string, holder: Holder): boolean {
  const draft = `${path}.${holder.nonce}.new`
  writeFileSync(draft, `${JSON.stringify(holder)}\n`, { flag: 'wx', mode: 0o600 })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * Takes the lock, or says who has it. Removing a stale lock is a right of its own, bound to that very lock by its nonce and
 * taken by this same function: of two starters that both see a stale lock only one may remove it, and the slower one, who comes
 * with an old nonce, finds that the file now names somebody else and leaves it alone.
 */
async function acquire(path: string): Promise<{ nonce: string } | { heldBy: Holder }> {
  const nonce = randomUUID()
  for (;;) {
    if (create(path, { ...identify(process.pid), nonce })) return { nonce }
    const holder = holderOf(path)
    if (!holder) continue
    if (isAlive(holder)) return { heldBy: holder }
    const rightToRemove = `${path}.${holder.nonce.slice(0, 8)}`
    const right = await acquire(rightToRemove)
    if ('heldBy' in right) {
      await sleep(20)
      continue
    }
    if (holderOf(path)?.nonce === holder.nonce) rmSync(path, { force: true })
    rmSync(rightToRemove, { force: true })
  }
}

/**
 * Takes `path`, or throws DataDirInUse. A holder whose own parent is gone is about to end by itself: it gets `patience` ms.
 */
export async function takeLock(path: string, patience = 20_000): Promise<Lock> {
  const giveUpAt = Date.now() + patience
  for (;;) {
    const got = await acquire(path)
    if ('nonce' in got) {
      return {
        release() {
          if (holderOf(path)?.nonce === got.nonce) rmSync(path, { force: true })
        },
      }
    }
    if (!isOrphan(got.heldBy) || Date.now() >= giveUpAt) {
      throw new DataDirInUse(
        `the embedded database in ${dirname(path)} is in use by process ${got.heldBy.pid}; ` +
          'stop it, or send the file to the running service (POST /api/ingests)',
        got.heldBy.pid,
      )
    }
    await sleep(100)
  }
}
