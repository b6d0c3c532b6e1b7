import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DataDirInUse, takeLock } from '../../../server/store/embedded/lock.ts'
import { identify, type Identity } from '../../../server/store/embedded/processes.ts'

let dir: string
let path: string
let other: ChildProcess // a living process that is not us

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lock-test-'))
  path = join(dir, 'pg.lock')
  other = spawn('sleep', ['60'])
})
afterEach(() => {
  other.kill('SIGKILL')
  rmSync(dir, { recursive: true })
})

const leave = (holder: Identity) => writeFileSync(path, JSON.stringify({ ...holder, nonce: 'left-behind' }))
const holderPid = () => (JSON.parse(readFileSync(path, 'utf8')) as Identity).pid

describe('a living holder', () => {
  test('is refused with one line that says what to do', async () => {
    leave(identify(other.pid!))
    const error: unknown = await takeLock(path).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(DataDirInUse)
    expect((error as DataDirInUse).message).toBe(
      `the embedded database in ${dir} is in use by process ${other.pid}; stop it, or send the file to the running service (POST /api/ingests)`,
    )
    expect(holderPid()).toBe(other.pid)
  })

  test('that is an orphan is waited for', async () => {
    leave({ ...identify(other.pid!), parentPid: 999_999_999 })
    await expect(takeLock(path, 200)).rejects.toThrow(DataDirInUse)
    setTimeout(() => other.kill('SIGKILL'), 300)
    const lock = await takeLock(path, 10_000)
    expect(holderPid()).toBe(process.pid)
    lock.release()
  })
})

describe('a stale lock is taken over', () => {
  /** Who holds the lock after we have taken it, and what is left in the directory after we have let it go. */
  const takeOver = async () => {
    const lock = await takeLock(path, 0)
    const holder = holderPid()
    lock.release()
    return { holder, left: readdirSync(dir) }
  }
  const ours = { holder: process.pid, left: [] }

  test('when the process is gone', async () => {
    leave(identify(other.pid!))
    other.kill('SIGKILL')
    await once(other, 'exit')
    expect(await takeOver()).toEqual(ours)
  })

  test.runIf(process.platform === 'linux')('when its id now belongs to another process', async () => {
    leave({ ...identify(other.pid!), startTime: '1' })
    expect(await takeOver()).toEqual(ours)
  })

  test.runIf(process.platform === 'linux')('when the machine was started anew since', async () => {
    leave({ ...identify(other.pid!), bootId: 'another boot' })
    expect(await takeOver()).toEqual(ours)
  })

  test('when a power cut left it empty', async () => {
    writeFileSync(path, '')
    expect(await takeOver()).toEqual(ours)
  })

  test('when the one who was removing it was killed too', async () => {
    leave({ pid: 999_999_999 })
    writeFileSync(`${path}.left-beh`, JSON.stringify({ pid: 999_999_998, nonce: 'also-dead' }))
    expect(await takeOver()).toEqual(ours)
  })

  test('by one of six starters only', async () => {
    const racer = fileURLToPath(new URL('../../support/lockRacer.ts', import.meta.url))
    for (let round = 0; round < 3; round++) {
      leave({ pid: 999_999_999 })
      const startAt = String(Date.now() + 2500)
      const racers = Array.from({ length: 6 }, () => spawn(process.execPath, ['--import', 'tsx', racer, path, startAt]))
      const said = await Promise.all(
        racers.map(async (child) => {
          let out = ''
          child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
          child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()))
          await once(child, 'close')
          return out.trim()
        }),
      )
      expect(said.toSorted()).toEqual([...Array<string>(5).fill('refused'), 'taken'])
    }
  })
})
